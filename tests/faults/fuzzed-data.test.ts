// Anything at all in bodies and ids: never a 5xx, and what is taken comes back as it was.
import { toUSVString } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Asker, expectFair, odd, RUNS } from './fuzzed.ts';
import { FLOWX_START, get, type Listening, listening, post } from './raw.ts';

let mock: Listening;
let learning: Listening;
let asker: Asker;
let learner: Asker;
beforeAll(async () => {
  mock = await listening();
  learning = await listening({ learning: true });
  asker = new Asker(mock);
  learner = new Asker(learning);
});
afterAll(async () => {
  for (const one of [asker, learner]) one.end();
  await Promise.all([mock.stop(), learning.stop()]);
});

const json = fc.oneof(
  fc.object({ key: odd, values: [odd, fc.double(), fc.boolean(), fc.constant(null)], maxDepth: 3 }),
  fc.jsonValue(),
);
const inheriting =
  '/api/runtime/wks/2ae77b6a-d284-4a0b-ab23-ceaa364c7122/app/dbe0ab87-539b-4015-962d-6e73226b9e58/rdi/66e74ea1-0775-42b4-b27e-a4a21ea78dfc/start/inherit-from/24cb4216-83a4-4782-84cb-d702b54b9b7d';

test('bodies', async () => {
  const member = fc.constantFrom(
    'processId',
    'nodeId',
    'action',
    'processInstanceId',
    'data',
    'correlationKey',
    'paramsToInherit',
    'startCondition',
    'customerEmail',
  );
  const near = fc.dictionary(
    member,
    fc.oneof(json, fc.constantFrom('your-flow-uuid', 'inst_xyz789', 'COMPLETE', 'approval-step')),
  );
  const text = fc.oneof(
    json.map((value) => JSON.stringify(value)),
    near.map((value) => JSON.stringify(value)),
    fc.string(),
  );
  const places = [
    FLOWX_START,
    FLOWX_START.replace('customer_onboarding', 'loan_application'),
    FLOWX_START.replace('customer_onboarding', 'two_doors'),
    inheriting,
    '/process/exec',
    '/process/task',
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.oneof(text, fc.uint8Array()), async (path, body) => {
      expectFair(await asker.ask(post(path, typeof body === 'string' ? body : Buffer.from(body))), path);
    }),
    RUNS,
  );
});

test('an object that is taken comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.object({ key: odd, values: [odd, fc.integer(), fc.boolean(), fc.constant(null)] }),
      async (data) => {
        const sent = JSON.stringify(data);
        const answer = await asker.ask(
          post('/process/exec', `{"processId":"your-flow-uuid","data":${sent}}`),
        );
        expect(answer.status).toBe(200);
        const { processInstanceId } = JSON.parse(answer.body);
        const seen = await asker.ask(get(`/process/instance/${processInstanceId}`));
        expect(JSON.parse(seen.body).data).toEqual(JSON.parse(sent));
      },
    ),
    RUNS,
  );
});

test('a name in a path is exactly what was encoded', async () => {
  const name = odd
    .map((text) => toUSVString(text))
    .filter((text) => text !== '' && text !== '.' && text !== '..');
  await fc.assert(
    fc.asyncProperty(name, async (process) => {
      const path = FLOWX_START.replace('customer_onboarding', encodeURIComponent(process));
      const answer = await learner.ask(post(path, '{}'));
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body).processDefinitionName).toBe(process);
    }),
    {
      ...RUNS,
      numRuns: Math.ceil(RUNS.numRuns / 3),
      examples: [['%41'], ['\t'], ['a/b'], ['[DOCS]x y'], ['a?b#c'], ['%2F'], ['%25']],
    },
  );
});
