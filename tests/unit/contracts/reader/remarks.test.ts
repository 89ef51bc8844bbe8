// Whatever an OpenAPI document says and nobody keeps is refused or remarked when it is read, with file and line.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Mistake, oneLine } from '../../../../contracts/files/mistake.ts';
import { compileContracts } from '../../../../contracts/reader/contract.ts';
import { bundledApis, loadApis } from '../../../../contracts/reader/read-api.ts';
import { remarksOn } from '../../../../contracts/reader/remarks.ts';
import { inProcess } from '../../../in-process.ts';
import { scratchFolder } from '../../../own-fixtures.ts';

const HEAD = `openapi: 3.1.0
info: { title: Small, version: '1' }
x-mock: { prefixes: [/a], refusal: { message: '{detail}' } }
`;
const OK = `responses: { '200': { description: ok } }`;
const answering = (media: string): string =>
  `${HEAD}paths:\n  /a/x:\n    get:\n      operationId: x\n      responses: { '200': { description: ok, content: { application/json: ${media} } } }\n`;

/** An API folder with this document. */
function apiOf(name: string, document: string): string {
  const folder = join(scratchFolder(), name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'openapi.yaml'), document);
  return folder;
}

/** What is said of a document when it is read, each remark as a line. */
function said(document: string): string[] {
  return loadApis([apiOf('small', document)]).flatMap((api) =>
    remarksOn(api, compileContracts(api)).map((remark) => oneLine(remark).replace(/^.*openapi\.yaml/, '')),
  );
}

/** What is wrong in a document, each mistake as a line. */
function mistakesIn(document: string): string[] {
  try {
    return said(document) && [];
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return error.wrong.map((wrong) => oneLine(wrong).replace(/^.*openapi\.yaml/, ''));
  }
}

const SCHEMES = `components:
  securitySchemes:
    o: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://x.example/t', scopes: { read: r } } } }
    d: { type: openIdConnect, openIdConnectUrl: 'https://x.example/.well-known' }
    m: { type: mutualTLS }
    b: { type: http, scheme: basic }
    unused: { type: mutualTLS }
`;
const secured = (scheme: string): string =>
  `  /a/${scheme}: { get: { operationId: ${scheme}, security: [{ ${scheme}: [] }], ${OK} } }\n`;
const posted = (id: string, media: string): string =>
  `  /a/${id}: { post: { operationId: ${id}, requestBody: { content: { ${media} } }, ${OK} } }\n`;
const FIELDS = 'schema: { type: object, properties: { n: { type: integer } } }';
const REFUSED = (content: string): string =>
  `${HEAD}security: [{ k: [] }]
components: { securitySchemes: { k: { type: apiKey, in: header, name: X-Key } } }
paths:
  /a/x:
    get:
      operationId: x
      responses:
        '200': { description: ok }
        '401': { description: no, content: { ${content} } }
`;

test.each<[what: string, document: string, remarks: RegExp[]]>([
  [
    'security schemes',
    `${HEAD}${SCHEMES}paths:\n${['o', 'd', 'm', 'b'].map(secured).join('')}`,
    [
      /^:6 .*scheme o is oauth2: any bearer token/,
      /^:7 .*d is openIdConnect: any bearer/,
      /^:8 .*m is mutualTLS: .*refused/,
    ],
  ],
  [
    'bodies',
    `${HEAD}paths:\n${posted('form', `application/x-www-form-urlencoded: { ${FIELDS} }`)}${posted('upload', `multipart/form-data: { ${FIELDS} }`)}${posted('bytes', 'application/octet-stream: {}')}${posted('json', `application/vnd.x+json: { ${FIELDS} }`)}${posted('text', 'text/plain: {}')}`,
    [/^:5 .*form is application\/x-www-form/, /^:6 .*upload is multipart/, /^:7 .*bytes is .*UTF-8/],
  ],
  [
    'an example of an answer',
    answering(
      '{ schema: { properties: { u: { type: string, format: uri } }, type: object }, example: { u: /2010 } }',
    ),
    [/^:8 .*the example of x, 200, breaks its own schema: 'u' must match format "uri"/],
  ],
  [
    'an example of a body',
    `${HEAD}paths:\n${posted('x', `application/json: { ${FIELDS}, examples: { page: { value: { n: one } } } }`)}`,
    [/^:5 .*the example page of the body of x breaks its own schema: 'n' must be an integer/],
  ],
  [
    'what is for requests only in an example of an answer, where it is left out',
    answering(
      '{ schema: { properties: { u: { type: string, writeOnly: true } }, type: object }, example: { u: x } }',
    ),
    [],
  ],
  [
    'a refusal of another type',
    REFUSED('application/problem+json: { schema: { type: object } }'),
    [/^:12 .*x declares its 401 otherwise .*content-type must be application\/problem\+json/],
  ],
  [
    'a refusal of another form',
    REFUSED('application/json: { schema: { type: object, required: [error] } }'),
    [/^:12 .*x declares its 401 otherwise .*'error' is required/],
  ],
  ['a refusal that is as it is sent', REFUSED('application/json: { schema: { type: object } }'), []],
  [
    'what is about the document',
    `$self: https://x.example/o\nexternalDocs: { url: 'https://x.example' }\n${answering('{ schema: { $ref: "#/components/schemas/A" } }')}components: { schemas: { A: { type: object, properties: { a: { $ref: "#/components/schemas/A" } } } } }\n`,
    [],
  ],
  ['an extension', answering('{ schema: { type: string, x-note: hello } }'), []],
  ['a format that nobody knows', answering('{ schema: { type: string, format: iso-country-code } }'), []],
  [
    'keywords that only describe',
    answering(
      '{ schema: { type: string, deprecated: true, readOnly: true, $comment: c, contentMediaType: a/b } }',
    ),
    [],
  ],
])('%s', (_, document, remarks) => {
  expect(said(document)).toEqual(remarks.map((one) => expect.stringMatching(one)));
});

test.each<[what: string, document: string, told: RegExp]>([
  ['no x-mock', HEAD.replace(/x-mock.*\n/, 'paths: {}\n'), /:1: x-mock\.refusal is missing/],
  ['a prefix that is none', HEAD.replace('[/a]', '[/]'), /:3 at \/x-mock: x-mock\.prefixes must list/],
  ['no operationId', `${HEAD}paths:\n  /a/x: { get: { ${OK} } }\n`, /:5 at .*needs an operationId/],
  [
    'one operationId twice',
    `${HEAD}paths:\n  /a/x: { get: { operationId: x, ${OK} } }\n  /a/y: { get: { operationId: x, ${OK} } }\n`,
    /:6 at .*GET \/a\/y has the operationId x\n.*:5 at .*GET \/a\/x has it, too/,
  ],
  [
    'a parameter with content',
    `${HEAD}paths:\n  /a/x:\n    parameters:\n      - { name: f, in: query, content: { application/json: {} } }\n    get: { operationId: x, ${OK} }\n`,
    /:7 at .*parameter f has no schema/,
  ],
  [
    'exclusiveMinimum of 3.0',
    answering('{ schema: { type: integer, minimum: 0, exclusiveMinimum: true } }'),
    /:8 at .*exclusiveMinimum/,
  ],
  [
    'nullable without type',
    answering('{ schema: { nullable: true, allOf: [{ type: object }] } }'),
    /:8 at .*nullable/,
  ],
  [
    'null for a schema',
    answering('{ schema: { type: object, properties: { n: null } } }'),
    /:8 at .*properties\/n is null, and a schema is an object/,
  ],
  ['a keyword of nobody', answering('{ schema: { type: string, note: hello } }'), /:8 at .*note/],
])('%s is refused', (_, document, told) => {
  expect(() => said(document)).toThrow(told);
});

test('a schema that leads nowhere keeps nobody from hearing of the rest', () => {
  const document = `${HEAD.replace('[/a]', '[/]')}paths:
  /a/one: { get: { operationId: one, responses: { '200': { description: a, content: { application/json:
    { schema: { type: object, properties: { a: { $ref: '#/components/schemas/No' }, b: { type: strnig } } } } } } } } }
`;
  const told = [/:3 at \/x-mock/, /:6 at .*\$ref/, /:6 at .*strnig|:6 at .*type must be/];
  for (const one of told) expect(() => said(document)).toThrow(one);
});

test.each([
  ['a parameter', 'parameters: [{ $ref: "#/components/parameters/No" }],', OK],
  ['a body', 'requestBody: { $ref: no.yaml },', OK],
  ['an answer', '', "responses: { '200': { $ref: '#/components/responses/No' } }"],
  [
    'a header',
    '',
    "responses: { '200': { description: a, headers: { X-A: { $ref: '#/components/headers/No' } } } }",
  ],
  [
    'an example',
    '',
    `responses: { '200': { description: a, content: { application/json: { examples: { a: { $ref: '#/components/examples/No' } } } } } }`,
  ],
])('%s that leads nowhere keeps nobody from hearing of the rest', (_, before, answers) => {
  const document = `${HEAD.replace('[/a]', '[/]')}paths:
  /a/one: { post: { operationId: one, ${before} ${answers} } }
  /a/two: { $ref: nowhere.yaml }
  /a/three: { get: { operationId: three, responses: { '200': { description: a, content: { application/json:
    { schema: { type: strnig } } } } } } }
  /a/four: { get: { ${OK} } }
`;
  const lines = mistakesIn(document);
  expect(lines.map((line) => /^:(\d+)/.exec(line)?.[1]).sort()).toEqual(['3', '5', '6', '8', '9']);
});

test('all mistakes of all contracts are told at once, each once', () => {
  const schema = '{ $ref: "#/components/schemas/A" }';
  const first = `${HEAD}paths:
  /a/one: { get: { ${OK} } }
  /b/two: { get: { operationId: two, ${OK} } }
  /a/three: { get: { operationId: three, parameters: [{ name: n, in: query, schema: ${schema} }], ${OK} } }
  /a/four: { get: { operationId: four, parameters: [{ name: n, in: query, schema: ${schema} }], ${OK} } }
components: { schemas: { A: { type: strnig } } }
`;
  const second = `${HEAD}paths:\n  /a/x: { get: { operationId: x, responses: { '200': { $ref: '#/no' }, '201': { $ref: '#/nor' } } } }\n`;
  let message = '';
  try {
    loadApis([apiOf('first', first), apiOf('second', second)]);
  } catch (error) {
    message = (error as Error).message;
  }
  const lines = message
    .split('\n')
    .map((line) =>
      line.replace(
        /^.*\/(\w+\/openapi\.yaml:\d+).*?: .*?(operationId|does not begin|not usable|leads nowhere).*$/,
        '$1 $2',
      ),
    );
  expect(lines).toEqual([
    'first/openapi.yaml:5 operationId',
    'first/openapi.yaml:6 does not begin',
    'first/openapi.yaml:9 not usable',
    'second/openapi.yaml:5 leads nowhere',
    'second/openapi.yaml:5 leads nowhere',
  ]);
});

test('nothing is remarked on what ships', () => {
  expect(loadApis([bundledApis()]).flatMap((api) => remarksOn(api, compileContracts(api)))).toEqual([]);
});

test('a stand-in tells remarks when it starts', async () => {
  const told: string[] = [];
  const contracts = [apiOf('small', `${HEAD}${SCHEMES}paths:\n${secured('o')}`)];
  await inProcess({ contracts, tell: (text) => told.push(text) });
  expect(told).toEqual([expect.stringMatching(/openapi\.yaml:6 .*o is oauth2/)]);
});
