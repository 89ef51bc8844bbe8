/** JSON Pointers (RFC 6901). */

/** `['a/b', 0]` becomes `/a~1b/0`; the empty list is the whole document, `''`. */
export function toPointer(keys: readonly (string | number)[]): string {
  return keys.map((key) => `/${escapeKey(String(key))}`).join('');
}

/** `/a~1b/0` becomes `['a/b', '0']`. */
export function fromPointer(pointer: string): string[] {
  if (pointer === '' || pointer === '/') return pointer === '' ? [] : [''];
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** One reference token, escaped. */
export function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The value a pointer leads to, or undefined; never follows a prototype. */
export function follow(value: unknown, pointer: string): unknown {
  let here = value;
  for (const key of fromPointer(pointer)) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}
