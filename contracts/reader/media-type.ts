/** Media types as contracts and messages write them. */

/** `application/json; charset=utf-8` becomes `application/json`; undefined when there is none. */
export function mediaTypeOf(header: string | undefined): string | undefined {
  const type = header?.split(';')[0]?.trim().toLowerCase();
  return type === '' ? undefined : type;
}

/** The entry for a media type: its own, else that of a range (`application/*`, any). */
export function pickMediaType<T>(entries: ReadonlyMap<string, T>, type: string): T | undefined {
  const [family] = type.split('/');
  return entries.get(type) ?? entries.get(`${family}/*`) ?? entries.get('*/*');
}

/** Whether a body of this media type is JSON: `application/json` or a `+json` type. */
export function isJson(type: string): boolean {
  return type === 'application/json' || type.endsWith('+json');
}
