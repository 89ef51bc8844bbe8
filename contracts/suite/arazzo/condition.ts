import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../files/json.ts';
import { evaluate, type Scope, UnknownExpression } from './expression.ts';

/** One comparison, evaluated. */
export interface Comparison {
  text: string;
  left: Json | undefined;
  right: Json | undefined;
  holds: boolean;
}

type Compare = (left: Json | undefined, right: Json | undefined) => boolean;

const ordered =
  (compare: (left: number | string, right: number | string) => boolean): Compare =>
  (left, right) =>
    (typeof left === 'number' && typeof right === 'number') ||
    (typeof left === 'string' && typeof right === 'string')
      ? compare(left, right)
      : false;

const OPERATORS: Record<string, Compare> = {
  '==': (left, right) => isDeepStrictEqual(left, right),
  '!=': (left, right) => !isDeepStrictEqual(left, right),
  '<': ordered((left, right) => left < right),
  '<=': ordered((left, right) => left <= right),
  '>': ordered((left, right) => left > right),
  '>=': ordered((left, right) => left >= right),
};

/**
 * Whether a simple condition of Arazzo 1.0.1 holds: comparisons, joined by `&&` and `||` (which binds less), without brackets.
 * @returns the comparisons of the first alternative that holds, else of the last one
 * @throws UnknownExpression
 */
export function evaluateCondition(
  condition: string,
  scope: Scope,
): { holds: boolean; comparisons: Comparison[] } {
  let comparisons: Comparison[] = [];
  for (const alternative of split(condition, '||')) {
    comparisons = split(alternative, '&&').map((text) => compare(text, scope));
    if (comparisons.every(({ holds }) => holds)) return { holds: true, comparisons };
  }
  return { holds: false, comparisons };
}

function compare(text: string, scope: Scope): Comparison {
  const [, first = '', operator = '', second = ''] = /^(.+?)\s*(==|!=|<=|>=|<|>)\s*(.+)$/s.exec(text) ?? [];
  const judge = OPERATORS[operator];
  if (!judge) throw new UnknownExpression(`${text} is no comparison`);
  const [left, right] = [operand(first, scope), operand(second, scope)];
  return { text, left, right, holds: judge(left, right) };
}

/** A runtime expression, a text in single quotes ('' is one quote), or what JSON has. */
function operand(text: string, scope: Scope): Json | undefined {
  if (text.startsWith('$')) return evaluate(text, scope);
  if (/^'.*'$/s.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new UnknownExpression(`${text} is neither a runtime expression nor a literal`);
  }
}

/** Splits outside of quotes. */
function split(text: string, separator: string): string[] {
  const parts = [''];
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === "'") quoted = !quoted;
    if (!quoted && text.startsWith(separator, index)) {
      parts.push('');
      index += separator.length - 1;
    } else parts.push(`${parts.pop()}${text[index]}`);
  }
  return parts.map((part) => part.trim());
}
