import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import { escapeKey } from '../../files/pointer.ts';
import { HOLDS_LIST, HOLDS_MAP, HOLDS_ONE } from '../keywords.ts';

/** A schema inside another. */
export interface Subschema {
  schema: JsonObject;
  pointer: string;
}

/** A schema and those written in it, outermost first; what a `$ref` leads to stands elsewhere. */
export function* subschemas(schema: Json | undefined, pointer = ''): Generator<Subschema> {
  if (!isObject(schema)) return;
  yield { schema, pointer };
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${pointer}/${keyword}`;
    if (HOLDS_ONE.has(keyword)) yield* subschemas(value, at);
    if (HOLDS_LIST.has(keyword) || HOLDS_MAP.has(keyword)) {
      for (const [key, inner] of Object.entries(value ?? {}))
        yield* subschemas(inner as Json, `${at}/${escapeKey(key)}`);
    }
  }
}
