import { toPointer } from '../../../contracts/files/pointer.ts';

/** A text, or one of the marks of JSON. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

type Level = { members: Set<string>; key: string } | { index: number };

/**
 * JSON Pointer to the first member that an object of a JSON text has twice: parsers take one of the two, and say nothing.
 * @param text JSON that can be read
 */
export function doubledMember(text: string): string | undefined {
  const levels: Level[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{') levels.push({ members: new Set(), key: '' });
    else if (token === '[') levels.push({ index: 0 });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && level && 'index' in level) level.index += 1;
    else if (token === ':' && level && 'members' in level) {
      level.key = JSON.parse(last) as string;
      if (level.members.has(level.key))
        return toPointer(levels.map((one) => ('members' in one ? one.key : one.index)));
      level.members.add(level.key);
    }
    last = token;
  }
  return undefined;
}
