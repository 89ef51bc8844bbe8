// Keywords of request schemas that no request can break alone, each by name. A test fails when one is missing here,
// and when one here can be broken after all.
import type { JsonObject } from '../../contracts/files/json.ts';
import { follow } from '../../contracts/files/pointer.ts';
import { bundledApis, loadApis } from '../../contracts/reader/read-api.ts';
import { thirdApi } from '../third-api.ts';

/** `operation part pointer keyword`, by the reason. */
export const UNBREAKABLE: Record<string, string[]> = {
  'without one of its values, or with an empty one, a path is another path': [
    ...inPaths('required', () => true),
    ...inPaths('minLength', ({ minLength, pattern }) => minLength === 1 && pattern === undefined),
  ],
  'what stands in a path is always a text': inPaths('type', ({ type }) => type === 'string'),
  'the value of a header is always a text': [
    ...headers('startProcessByBuild', [
      'flowx-platform',
      'accept-encoding',
      'accept-language',
      'user-agent',
      'referer',
    ]),
    ...headers('startProcessInheriting', ['flowx-platform', 'accept-encoding', 'accept-language']),
    ...headers('getBuildInfo', ['flowx-platform', 'accept-encoding', 'accept-language']),
    ...headers('getOrganizationByCode', ['fx-client-host']),
    ...headers('borrowBook', ['x-reader']),
  ],
  'every value of another type breaks the enumeration beside it, too': [
    'executeWorkflow query /environment type',
    'startWorkflow query /environment type',
    'completeTask body /action type',
    'listBooks query /sort type',
  ],
  'a parameter given once is a list of one, and its items are always texts': [
    'listBooks query /language type',
    'listBooks query /language/0 type',
  ],
  'the contract itself wants an object already': ['loan_application start data  type'],
};

/** Every operation's values in the path, as the contracts have them. */
function inPaths(keyword: string, applies: (schema: JsonObject) => boolean): string[] {
  return loadApis([bundledApis(), thirdApi]).flatMap((api) =>
    api.operations.flatMap(({ id, parameters }) =>
      parameters
        .filter((parameter) => parameter.in === 'path' && applies(schemaAt(api.document, parameter.pointer)))
        .map(({ name }) => `${id} path /${name} ${keyword}`),
    ),
  );
}

function schemaAt(document: JsonObject, pointer: string): JsonObject {
  const schema = follow(document, pointer) as JsonObject;
  return typeof schema.$ref === 'string' ? schemaAt(document, schema.$ref.slice(1)) : schema;
}

function headers(operation: string, names: string[]): string[] {
  return names.map((name) => `${operation} header /${name} type`);
}
