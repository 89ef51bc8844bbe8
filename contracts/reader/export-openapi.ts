import type { JsonObject } from '../files/json.ts';
import type { Api } from './api.ts';

/**
 * The API as one OpenAPI 3.1 document for other tools.
 * @param url where it is answered; every spelling of its prefix becomes a server
 */
export function exportOpenApi(api: Api, url: string): JsonObject {
  const [first = '', ...others] = api.prefixes;
  const bases = others
    .filter((prefix) => prefix.endsWith(first))
    .map((prefix) => prefix.slice(0, -first.length));
  return { ...api.document, servers: ['', ...bases].map((base) => ({ url: url + base })) };
}
