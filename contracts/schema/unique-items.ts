import { _, type CodeKeywordDefinition, type KeywordCxt, str } from 'ajv/dist/2020.js';

/** Two items of a list that are the same. */
interface Twins {
  i: number;
  j: number;
}

/**
 * The first two items of a list that are the same. Each is looked at once: to hold each against each takes minutes for
 * lists that a body may have.
 */
export function twinsIn(items: readonly unknown[]): Twins | undefined {
  const seen = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const text = inOrder(item);
    const j = seen.get(text);
    if (j !== undefined) return { i, j };
    seen.set(text, i);
  }
  return undefined;
}

/** JSON in which members have an order, so that equal values are equal texts. */
function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${inOrder(one)}`).join(',')}}`;
}

type Rule = CodeKeywordDefinition & { code: (cxt: KeywordCxt, ruleType?: string) => void };

/** ajv's `uniqueItems`, which says of two items which ones they are, judged by one look at each. */
export function withTwinsFound(rule: Rule): Rule {
  return {
    ...rule,
    error: {
      message: ({ params: { i, j } }) =>
        str`must NOT have duplicate items (items ## ${j} and ${i} are identical)`,
      params: ({ params: { i, j } }) => _`{i: ${i}, j: ${j}}`,
    },
    code: (cxt) => {
      if (cxt.schema !== true) return;
      const find = cxt.gen.scopeValue('func', { ref: twinsIn, code: _`twinsIn` });
      const twins = cxt.gen.const('twins', _`${find}(${cxt.data})`);
      cxt.setParams({ i: _`${twins}.i`, j: _`${twins}.j` });
      cxt.fail(_`${twins}`);
    },
  };
}
