// An instance's lifecycle drawn: Mermaid text with where it is and where it was.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '../../client.ts';
import { type Listening, listening } from '../../listening.ts';
import { withLifecycle } from '../../own-fixtures.ts';

let server: Listening;
let client: Client;
beforeAll(async () => {
  server = await listening();
  client = new Client(server.url);
  await client.freeze();
});
afterAll(() => server.close());

test('the diagram shows every state and way, marks the current state and those behind it', async () => {
  const id = await client.start('customer_onboarding');
  await client.advance('PT3S');
  const drawn = await client.admin('GET', `/instances/${id}/diagram`);
  expect(drawn.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(drawn.text).toBe(`stateDiagram-v2
  state "collect" as s0
  state "checks" as s1
  state "decision" as s2
  state "finished" as s3
  state "failed" as s4
  state "expired" as s5
  state "terminated" as s6
  [*] --> s0
  s0 --> s1: after PT1S
  s1 --> s4: after PT2S
  s1 --> s2: after PT2S
  s2 --> s5: after P30D
  s2 --> s3: APPROVE
  s2 --> s3: REJECT
  s2 --> s6: TERMINATE
  s3 --> [*]
  s4 --> [*]
  s5 --> [*]
  s6 --> [*]
  classDef passed fill:#e3eefc,stroke:#7a9cc6,color:#1b2a41
  classDef current fill:#1f6feb,stroke:#0b3d91,color:#ffffff,font-weight:bold
  class s0, s1 passed
  class s2 current
`);
});

test('the same lifecycle can be had as states and ways, for whoever draws it', async () => {
  const id = await client.start('customer_onboarding');
  const { body } = await client.admin('GET', `/instances/${id}/lifecycle`);
  expect(body.initial).toBe('collect');
  expect(body.states).toHaveLength(7);
  expect(body.states.at(-1)).toMatchObject({ name: 'terminated', final: true });
  expect(body.transitions).toHaveLength(7);
  expect(body.transitions[0]).toEqual({ from: 'collect', to: 'checks', cause: 'after PT1S', due: true });
  expect(body.transitions.at(-1)).toEqual({
    from: 'decision',
    to: 'terminated',
    cause: 'TERMINATE',
    due: false,
  });
});

test('the first state has none behind it', async () => {
  const id = await client.run('your-flow-uuid');
  const { text } = await client.admin('GET', `/instances/${id}/diagram`);
  expect(text).toMatch(/ {2}class s0 current\n$/);
  expect(text).not.toMatch(/class .* passed\n/);
});

test('nobody is drawn who is not there', async () => {
  expect((await client.admin('GET', '/instances/nobody/diagram')).status).toBe(404);
});

test('states called as Mermaid or JavaScript call things of theirs are drawn, and lived through', async () => {
  const fixtures = withLifecycle(`
initial: end
states:
  end: { meta: { stateCd: 0 }, on: { state: constructor, note: { description: stays } } }
  constructor: { meta: { stateCd: 0, waitingNode: x }, on: { class: toString, COMPLETE: direction } }
  toString: { meta: { stateCd: 0 }, after: { PT0.5S: direction, 1500: end } }
  direction: { type: final, meta: { stateCd: 1 } }
`);
  const other = await listening({ fixtures });
  try {
    const mine = new Client(other.url);
    await mine.freeze();
    const id = await mine.run('mine');
    for (const event of ['note', 'state', 'class']) expect((await mine.event(id, event)).status).toBe(200);
    for (const event of ['hasOwnProperty', '__proto__', 'xstate.after.PT0.5S.lifecycle.toString'])
      expect((await mine.event(id, event)).status).toBe(409);
    const { text } = await mine.admin('GET', `/instances/${id}/diagram`);
    expect(text).toContain('  s0 --> s0: note\n');
    expect(text).toContain('  s2 --> s3: after PT0.5S\n');
    expect(text).toMatch(/ {2}class s0, s1 passed\n {2}class s2 current\n$/);
    await mine.advance('PT2S');
    expect(await mine.instance(id)).toMatchObject({
      state: 'direction',
      endedAt: '2026-06-01T12:00:00.500Z',
    });
  } finally {
    await other.close();
  }
});
