import type { JsonObject } from '../../files/json.ts';
import type { Api } from '../api.ts';
import { asOpenApi30 } from './openapi-3-0.ts';
import { plainOpenApi } from './plain-openapi.ts';

/** The versions of OpenAPI there are to choose from; the first is what the contracts are written in. */
export const OPENAPI_VERSIONS = ['3.1', '3.0'] as const;
export type OpenApiVersion = (typeof OPENAPI_VERSIONS)[number];

/**
 * The API as one OpenAPI document for other tools.
 * @param url where it is answered; every spelling of its prefix becomes a server
 */
export function exportOpenApi(api: Api, url: string, version: OpenApiVersion = '3.1'): JsonObject {
  const [first = '', ...others] = api.prefixes;
  const bases = others
    .filter((prefix) => prefix.endsWith(first))
    .map((prefix) => prefix.slice(0, -first.length));
  const servers = ['', ...bases].map((base) => ({ url: url + base }));
  const plain = { ...plainOpenApi(api.document), servers };
  return version === '3.0' ? asOpenApi30(plain) : plain;
}
