import { _, Ajv2020, type CodeKeywordDefinition, type KeywordCxt, type Options, str } from 'ajv/dist/2020.js';
import { isObject, type Json, type JsonObject, type JsonSchema } from '../files/json.ts';
import { follow } from '../files/pointer.ts';
import { composedWith } from './composed-with.ts';
import { isMultipleOf } from './decimals.ts';
import { addAllFormats } from './formats.ts';
import { traceBranches } from './trace-branches.ts';
import { withTwinsFound } from './unique-items.ts';

/** Which way a message goes: what is `readOnly` is not asked for in a request, what is `writeOnly` not in an answer. */
export type Direction = 'request' | 'answer';

export interface Reading {
  /** Without it both are members like any other. */
  direction?: Direction | undefined;
  /** Values arrive as text, so that one may fit several branches of `oneOf` by what is read into it. */
  texts?: boolean;
}

/** An ajv that judges as JSON Schema 2020-12 and OpenAPI mean it, where ajv by itself does not. */
export function createAjv(options: Options, { direction, texts = false }: Reading = {}): Ajv2020 {
  const ajv = new Ajv2020(options);
  addAllFormats(ajv);
  rewrite(ajv, 'multipleOf', (rule) => ({
    ...rule,
    code: (cxt) => {
      const judge = cxt.gen.scopeValue('func', { ref: isMultipleOf, code: _`isMultipleOf` });
      cxt.fail(_`!${judge}(${cxt.data}, ${cxt.schemaCode})`);
    },
  }));
  rewrite(ajv, 'uniqueItems', withTwinsFound);
  if (texts) rewrite(ajv, 'oneOf', (rule) => anyOfTexts(rule, ruleOf(ajv, 'anyOf')));
  if (options.allErrors) for (const keyword of BRANCHING) rewrite(ajv, keyword, traceBranches);
  if (direction) goOneWay(ajv, direction);
  return ajv;
}

/** What is found in their branches is told apart from what is found beside them. */
const BRANCHING = ['oneOf', 'anyOf', 'if', 'contains'];

type Rule = CodeKeywordDefinition & { code: (cxt: KeywordCxt, ruleType?: string) => void };

function ruleOf(ajv: Ajv2020, keyword: string): Rule {
  const rule = ajv.RULES.all[keyword];
  if (typeof rule !== 'object') throw new Error(`ajv has no keyword ${keyword}`);
  return rule.definition as Rule;
}

/** In place: a keyword that is removed and added again would be judged after those that count on it. */
function rewrite(ajv: Ajv2020, keyword: string, change: (rule: Rule) => Rule): void {
  const rule = ajv.RULES.all[keyword];
  if (typeof rule === 'object') Object.assign(rule, { definition: change(ruleOf(ajv, keyword)) });
}

/** A text is an integer, too, when it can be read as one: it need not fit just one branch. */
function anyOfTexts(oneOf: Rule, anyOf: Rule): Rule {
  const sameType = (branches: unknown): boolean => {
    const types = (branches as JsonSchema[]).map((one) => (isObject(one) ? JSON.stringify(one.type) : ''));
    return types[0] !== undefined && types.every((type) => type === types[0]);
  };
  return {
    ...oneOf,
    error: { message: () => str`must match a schema in oneOf` },
    code: (cxt) => (sameType(cxt.schema) ? oneOf : anyOf).code(cxt),
  };
}

function goOneWay(ajv: Ajv2020, direction: Direction): void {
  const absent = absentIn(direction);
  rewrite(ajv, 'required', (rule) => ({
    ...rule,
    code: (cxt) => {
      const root = cxt.it.schemaEnv.root.schema as JsonObject;
      const resolve = (ref: string): unknown => follow(root, decodeURI(ref.replace(/^#/, '')));
      const described = composedWith(root, cxt.parentSchema as JsonObject).map(
        ({ properties }) => properties,
      );
      const goes = (name: string): boolean =>
        !described.some((members) => isObject(members) && isMarked(members[name], absent, resolve));
      if (Array.isArray(cxt.schema)) cxt.schema = (cxt.schema as string[]).filter(goes);
      rule.code(cxt);
    },
  }));
  if (direction === 'request') return;
  ajv.removeKeyword('writeOnly');
  ajv.addKeyword({
    keyword: 'writeOnly',
    schemaType: 'boolean',
    validate: (writeOnly: boolean) => !writeOnly,
    errors: false,
    error: { message: () => str`is for requests only` },
  });
}

/** The mark of members that are not part of a message. */
export function absentIn(direction: Direction): 'readOnly' | 'writeOnly' {
  return direction === 'request' ? 'readOnly' : 'writeOnly';
}

/** Whether a member's schema, or the one it refers to, is marked as `readOnly` or `writeOnly`. */
export function isMarked(
  schema: Json | undefined,
  mark: 'readOnly' | 'writeOnly',
  resolve: (ref: string) => unknown,
): boolean {
  let here: unknown = schema;
  for (let steps = 0; isObject(here) && steps < 20; steps += 1) {
    if (here[mark] === true) return true;
    here = typeof here.$ref === 'string' ? resolve(here.$ref) : undefined;
  }
  return false;
}
