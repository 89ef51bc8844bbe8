// Small third APIs, one trait each, as somebody would write them: data for `--contracts`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON object of OpenAPI. */
export type Node = Record<string, unknown>;

export interface Small {
  operation: Node;
  /** Behind the API's prefix. */
  path?: string;
  method?: string;
  components?: Node;
  /** `x-mock.credentials`. */
  credentials?: Node;
}

export const OK = { '200': { description: 'ok' } };
export const JSON_BODY = (schema: Node, more: Node = {}): Node => ({
  required: true,
  content: { 'application/json': { schema, ...more } },
});

export const CODE = { schemas: { code: { type: 'string', pattern: '^[0-9]{4}$' } } };

export const secured = (scheme: Node, rule?: unknown): Small => ({
  components: { securitySchemes: { it: scheme } },
  ...(rule !== undefined && { credentials: { it: rule } }),
  operation: { security: [{ it: [] }], responses: OK },
});
export const KEY = { type: 'apiKey', in: 'header', name: 'X-Key' };
export const posted = (requestBody: Node, more: Node = {}): Small => ({
  method: 'post',
  components: CODE,
  operation: { requestBody, responses: OK, ...more },
});

/** Writes each as an API folder of its own; its operation is called as the API. */
export function writeApis(folder: string, apis: Record<string, Small>): void {
  for (const [name, { path = '', method = 'get', operation, components, credentials }] of Object.entries(
    apis,
  )) {
    const document = {
      openapi: '3.1.0',
      info: { title: name, version: '1' },
      'x-mock': {
        prefixes: [`/${name}`],
        refusal: { message: '{detail}' },
        ...(credentials && { credentials }),
      },
      ...(components && { components }),
      paths: { [`/${name}/x${path}`]: { [method]: { operationId: name, ...operation } } },
    };
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'openapi.yaml'), JSON.stringify(document, null, 2));
  }
}
