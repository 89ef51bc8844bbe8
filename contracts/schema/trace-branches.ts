import { _, type Code, type CodeKeywordDefinition, type KeywordCxt, Name } from 'ajv/dist/2020.js';

/** How many errors ajv has noted so far, in the code it generates. */
const ERRORS = new Name('errors');

/** What the error of a keyword with branches tells beside its own parameters. */
export interface BranchTrace {
  /**
   * How many errors were noted before the first branch, and after each: as many more than before as the branch has.
   * -1 for one that was not looked at.
   */
  branches: number[];
}

type Rule = CodeKeywordDefinition & { code: (cxt: KeywordCxt, ruleType?: string) => void };

/**
 * Has the error of a keyword say which of the errors before it are whose branch's. ajv lists them all in a row, and
 * where a `$ref` leads from a branch nothing in them says from which.
 */
export function traceBranches(rule: Rule): Rule {
  const { error } = rule;
  if (error === undefined) return rule;
  const { params } = error;
  return {
    ...rule,
    code: (cxt, ruleType) => {
      const branches = Array.isArray(cxt.schema) ? cxt.schema.length : 1;
      const marks = Array.from({ length: branches }, () => cxt.gen.let('mark', _`-1`));
      const subschema = cxt.subschema.bind(cxt);
      cxt.subschema = (applied, valid) => {
        const done = subschema(applied, valid);
        const mark = marks[typeof applied.schemaProp === 'number' ? applied.schemaProp : 0];
        if (mark) cxt.gen.assign(mark, ERRORS);
        return done;
      };
      TRACED.set(cxt, marks);
      rule.code(cxt, ruleType);
    },
    error: {
      ...error,
      params: (cxt) => {
        const own = typeof params === 'function' ? params(cxt) : (params ?? _`{}`);
        const marks = TRACED.get(cxt) ?? [];
        const counts = marks.reduce<Code>((list, mark) => _`${list}, ${mark}`, _`${cxt.errsCount ?? _`0`}`);
        return _`Object.assign(${own}, {branches: [${counts}]})`;
      },
    },
  };
}

/** By the keyword at hand, while ajv generates its code. */
const TRACED = new WeakMap<object, Name[]>();
