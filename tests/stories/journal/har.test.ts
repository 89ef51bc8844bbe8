// The journal as HAR 1.2, held against the schemas that were published for the format.
import { createRequire } from 'node:module';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormatsModule from 'ajv-formats';
import request from 'supertest';
import { type InProcess, inProcess, NOON } from '../../in-process.ts';
import { execute, look, WAITING } from '../apptor/calls.ts';
import { byName, post } from '../flowx/calls.ts';

const require = createRequire(import.meta.url);
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void;

/** "optional" and "min" in the schemas are no keywords of JSON Schema; `oneOf` ipv4, ipv6 is. */
function publishedSchema() {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
  const schemas = Object.values(require('har-schema')) as object[];
  for (const schema of schemas) ajv.addSchema(schema);
  const validate = ajv.getSchema('har.json#');
  if (!validate) throw new Error('har-schema has no har.json');
  return (har: unknown) => (validate(har) ? [] : (validate.errors ?? []));
}

const problems = publishedSchema();

let mock: InProcess;
beforeAll(async () => {
  mock = await inProcess();
});
beforeEach(async () => {
  await request(mock.app).post('/__admin/reset');
});

const har = () => request(mock.app).get('/__admin/requests.har');

test('an empty journal is a HAR, and other things are none', async () => {
  const { body, headers, status } = await har();
  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^application\/json/);
  expect(headers['content-disposition']).toBe('attachment; filename=flowx-mock-default.har');
  expect(problems(body)).toEqual([]);
  expect(body.log.entries).toEqual([]);
  expect(problems({})).not.toEqual([]);
});

test('one request is a HAR of its own, and one that is not there is none', async () => {
  await execute(mock.app, 'nothing');
  await look(mock.app, WAITING);
  const { body, headers } = await har().query({ id: 'req_2' });
  expect(problems(body)).toEqual([]);
  expect(body.log.entries.map(({ _journal }: { _journal: { id: string } }) => _journal.id)).toEqual([
    'req_2',
  ]);
  expect(headers['content-disposition']).toBe('attachment; filename=flowx-mock-req_2.har');
  expect((await har().query({ id: 'req_9' })).status).toBe(404);
  expect((await har().query({ id: 'x' })).status).toBe(400);
});

test('requests of every kind, the oldest first, as they were on the wire', async () => {
  await post(mock.app, `${byName()}?a=1&b=%20x`, { customerEmail: 'a@b.example' });
  await execute(mock.app, 'nothing');
  await look(mock.app, WAITING);
  await request(mock.app).get('/nowhere');
  await request(mock.app)
    .options('/process/exec')
    .set({ Origin: 'http://a.example', 'Access-Control-Request-Method': 'POST' });
  const { body } = await har();
  expect(problems(body)).toEqual([]);
  const [start, refused, looked, unknown, preflight] = body.log.entries;
  expect(start).toMatchObject({
    startedDateTime: new Date(NOON).toISOString(),
    request: {
      method: 'POST',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/runtime\/wks\/.*\?a=1&b=%20x$/),
      queryString: [
        { name: 'a', value: '1' },
        { name: 'b', value: ' x' },
      ],
      postData: { mimeType: 'application/json', text: '{"customerEmail":"a@b.example"}' },
      bodySize: 31,
    },
    response: { status: 200, statusText: 'OK', content: { mimeType: 'application/json' } },
    _journal: { id: 'req_1', operationId: 'startProcessByName', source: 'behaviour' },
  });
  expect(JSON.parse(start.response.content.text).state).toBe('STARTED');
  expect(start.timings).toEqual({ send: 0, wait: start.time, receive: 0 });
  expect(refused._journal).toMatchObject({ source: 'refusal', refusal: { reason: expect.any(String) } });
  expect(looked.request).not.toHaveProperty('postData');
  expect(unknown.response.status).toBe(404);
  expect(preflight.response).toMatchObject({ status: 204, content: { size: 0 } });
});

test('a request that got no answer has the status 0, and is found by it', async () => {
  await request(mock.app)
    .put('/__admin/faults')
    .send([{ operationId: 'getInstance', fault: 'reset' }]);
  await expect(look(mock.app, WAITING)).rejects.toThrow();
  const { body } = await har();
  expect(problems(body)).toEqual([]);
  expect(body.log.entries).toMatchObject([
    {
      response: { status: 0, statusText: '', content: { size: 0 } },
      _journal: { operationId: 'getInstance', source: 'fault', fault: { fault: 'reset' } },
    },
  ]);
  const found = await request(mock.app).post('/__admin/requests/find').send({ status: 0 });
  expect(found.body.items).toHaveLength(1);
});
