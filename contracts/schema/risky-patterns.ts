import { escapeKey } from '../files/pointer.ts';

/** A group that is being read, or the pattern itself. */
interface Group {
  /** Whether one of its ways can take the same text in several portions: nothing in it has to come once. */
  loose: boolean;
  /** Of the way that is being read: whether all parts so far can be repeated or left out, and one can be repeated. */
  optional: boolean;
  repeats: boolean;
}

const PART =
  /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|.)|\[(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!]|<[^>]*>)|[()|]|[^()|\\[]/gsu;
const QUANTIFIER = /^(?:[*+]|\{\d+,\d*\}|\?|\{\d+\})[?+]?/;

/**
 * Whether a pattern may take longer than anybody waits, on texts that nearly fit: a part that is repeated as a whole, and
 * in which nothing but repeated or optional parts stand, so that a text can be cut into its portions in many ways, all of
 * which are tried: `(a+)+`, `(\w+\s?)*`. It may be wrong about a pattern, and knows nothing of others that are slow.
 */
export function isRisky(pattern: string): boolean {
  const groups: Group[] = [{ loose: false, optional: true, repeats: false }];
  const part = new RegExp(PART);
  for (let found = part.exec(pattern); found; found = part.exec(pattern)) {
    const [token] = found;
    const here = groups.at(-1) as Group;
    if (token.startsWith('(')) groups.push({ loose: false, optional: true, repeats: false });
    else if (token === '|') endWay(here);
    else {
      if (token === ')') {
        if (groups.length === 1) return false;
        endWay(here);
        groups.pop();
      }
      const around = groups.at(-1) as Group;
      const [quantifier = ''] = QUANTIFIER.exec(pattern.slice(part.lastIndex)) ?? [];
      part.lastIndex += quantifier.length;
      const many = /^(?:[*+]|\{\d+,\})/.test(quantifier);
      if (many && token === ')' && here.loose) return true;
      if (many || (token === ')' && here.loose)) around.repeats = true;
      else if (!/^(?:\?|\{0)/.test(quantifier) && token !== '^' && token !== '$') around.optional = false;
    }
  }
  return false;
}

function endWay(group: Group): void {
  if (group.optional && group.repeats) group.loose = true;
  group.optional = true;
  group.repeats = false;
}

/** A pattern that may take longer than anybody waits, and the object that it stands in. */
export interface RiskyPattern {
  pattern: string;
  node: object;
  /** JSON Pointer of the pattern, from where the search began. */
  pointer: string;
}

/** Those of all schemas that stand anywhere in a value. */
export function riskyPatterns(value: unknown): RiskyPattern[] {
  const seen = new Set<object>();
  const look = (one: unknown, pointer: string): RiskyPattern[] => {
    if (typeof one !== 'object' || one === null || seen.has(one)) return [];
    seen.add(one);
    return Object.entries(one).flatMap(([name, member]) => {
      const at = `${pointer}/${escapeKey(name)}`;
      const patterns = [
        ...(name === 'pattern' && typeof member === 'string' ? [member] : []),
        ...(name === 'patternProperties' && typeof member === 'object' && member !== null
          ? Object.keys(member)
          : []),
      ];
      const risky = patterns.filter(isRisky).map((pattern) => ({ pattern, node: one, pointer: at }));
      return [...risky, ...look(member, at)];
    });
  };
  return look(value, '');
}

/** What to say of it. */
export const riskyText = (pattern: string): string =>
  `the pattern ${pattern} may take longer than anybody waits on texts that nearly fit: after 100 ms, in which nobody is answered, such a text is taken not to fit; what is repeated in it as a whole needs a part that comes once`;
