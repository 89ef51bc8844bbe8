import { join } from 'node:path';
import { isObject, type Json, type JsonObject } from '../files/json.ts';
import { Mistake } from '../files/mistake.ts';
import { packageFolder } from '../files/package-folder.ts';
import { readSource, type SourceFile } from '../files/source-file.ts';
import { checkAgainstOurs } from '../schema/judging/check-file.ts';
import type { Api, CredentialRule } from './api.ts';

/** What a body may have unless its API says otherwise: 10 MB. */
const BODY_LIMIT = 10 * 1024 * 1024;

/** The codings an answer may be sent in unless its API says otherwise. */
const CODINGS: Api['codings'] = ['gzip', 'br', 'deflate'];

type MockSettings = Pick<
  Api,
  'prefixes' | 'credentials' | 'envelope' | 'headers' | 'cors' | 'codings' | 'bodyLimit' | 'fields'
>;

/** What is taken for said of an API whose `x-mock` cannot be read, to go on looking for mistakes. */
export const NOTHING_SAID: MockSettings = {
  prefixes: [],
  credentials: {},
  envelope: null,
  headers: {},
  cors: { methods: [], headers: [], credentials: false },
  codings: CODINGS,
  bodyLimit: BODY_LIMIT,
  fields: {},
};

/**
 * What `x-mock` says of an API, with neutral defaults for what it leaves open.
 * @param document the bundled document, overlays included
 * @throws Mistake for what is missing, of the wrong kind or not known
 */
export function readMockSettings(document: JsonObject, root: SourceFile): MockSettings {
  const mock: JsonObject = isObject(document['x-mock']) ? document['x-mock'] : {};
  if (mock.refusal === undefined)
    throw Mistake.at(
      root.place(''),
      'x-mock.refusal is missing',
      'Write the API’s error envelope there: contracts/README.md.',
    );
  const prefixes = prefixesOf(mock, root);
  if (!root.verified || !isFromRoot(mock, root)) checkMembers(mock, root);
  return {
    prefixes,
    credentials: (mock.credentials ?? {}) as Record<string, CredentialRule>,
    envelope: mock.refusal,
    headers: (mock.headers ?? {}) as Record<string, string>,
    cors: { methods: [], headers: [], credentials: false, ...(mock.cors as object | undefined) },
    codings: (mock.compression ?? CODINGS) as Api['codings'],
    bodyLimit: (mock.bodyLimit ?? BODY_LIMIT) as number,
    fields: isObject(mock.fields) ? mock.fields : {},
  };
}

/** Whether no overlay has put another one in its place. */
function isFromRoot(mock: JsonObject, { value }: SourceFile): boolean {
  return isObject(value) && value['x-mock'] === (mock as Json);
}

let schema: JsonObject | undefined;

function checkMembers(mock: JsonObject, root: SourceFile): void {
  schema ??= readSource(join(packageFolder(), 'contracts', 'x-mock.schema.json')).value as JsonObject;
  checkAgainstOurs(schema, { value: mock, place: (pointer) => root.place(`/x-mock${pointer}`) });
}

function prefixesOf({ prefixes }: JsonObject, root: SourceFile): string[] {
  if (Array.isArray(prefixes) && prefixes.length > 0 && prefixes.every((one) => /^\/./.test(String(one))))
    return prefixes.map((prefix) => String(prefix).replace(/\/$/, ''));
  throw Mistake.at(root.place('/x-mock'), 'x-mock.prefixes must list path prefixes such as /api/runtime');
}
