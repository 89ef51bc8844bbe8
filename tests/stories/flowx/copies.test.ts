// Starting with the data of another instance: copied with the body over it, or inherited by name.
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import request from 'supertest';
import { type InProcess, inProcess } from '../../in-process.ts';
import { byName, copying, dataOf, INSTANCE, inheriting, post, type Target, WORKSPACE } from './calls.ts';

jest.setTimeout(60_000);

let mock: InProcess;

beforeAll(async () => {
  mock = await inProcess();
});

type Data = Record<string, unknown>;

const started = async (target: Target, path: string, body: object): Promise<string> => {
  const answer = await post(target, path, body);
  expect(answer.status).toBe(200);
  return answer.body.uuid;
};

const copied = async (source: string, body: object): Promise<Data> =>
  (await dataOf(mock.app, await started(mock.app, copying(source), body))) as Data;

describe('copyDataFrom', () => {
  test('lays the body over the data of the source and leaves the source as it was', async () => {
    expect(await copied(INSTANCE, { loanAmount: 1, operatorId: 'u-9023' })).toEqual({
      customerEmail: 'alice@example.com',
      loanAmount: 1,
      operatorId: 'u-9023',
    });
    expect(await dataOf(mock.app, INSTANCE)).toEqual({
      customerEmail: 'alice@example.com',
      loanAmount: 25_000,
    });
  });

  test('merges the first level only: what the body names is replaced whole', async () => {
    const source = await started(mock.app, byName(), { person: { name: 'A', age: 3 }, list: [1, 2] });
    expect(await copied(source, { person: { name: 'B' }, list: [] })).toEqual({
      person: { name: 'B' },
      list: [],
    });
  });

  test('null in the body is a value', async () => {
    expect(await copied(INSTANCE, { loanAmount: null })).toMatchObject({ loanAmount: null });
  });

  test('a copy of a copy has what all of them brought', async () => {
    const second = await started(mock.app, copying(INSTANCE), { a: 1 });
    expect(await copied(second, { b: 2 })).toEqual({
      ...((await dataOf(mock.app, INSTANCE)) as Data),
      a: 1,
      b: 2,
    });
  });

  test('keeps the laws of merging: nothing is the neutral, the body wins, and twice is once', async () => {
    const object = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 })).map((made) => {
      const { startCondition: _, ...data } = JSON.parse(JSON.stringify(made));
      return data as Data;
    });
    await fc.assert(
      fc.asyncProperty(object, object, async (data, body) => {
        const source = await started(mock.app, byName(), data);
        expect(await copied(source, {})).toEqual(data);
        const once = await started(mock.app, copying(source), body);
        const merged = (await dataOf(mock.app, once)) as Data;
        expect(new Set(Object.keys(merged))).toEqual(new Set([...Object.keys(data), ...Object.keys(body)]));
        for (const [name, value] of Object.entries(merged)) {
          const giver = Object.hasOwn(body, name) ? body : data;
          expect(JSON.stringify(value)).toBe(JSON.stringify(giver[name]));
        }
        expect(await copied(once, body)).toEqual(merged);
      }),
      { numRuns: 20, seed: 11 },
    );
  });
});

describe('inherit-from', () => {
  let source: string;

  beforeAll(async () => {
    source = await started(mock.app, byName(), { name: 'Jane', id: 7, token: 'x', session: { a: 1 } });
  });

  const inherited = async (paramsToInherit: object | undefined): Promise<Data> =>
    (await dataOf(mock.app, await started(mock.app, inheriting(source), { paramsToInherit }))) as Data;

  test('starts the process of the resource definition and says in which workspace', async () => {
    const { body } = await post(mock.app, inheriting(source), {});
    expect(body).toMatchObject({
      workspaceId: WORKSPACE,
      processDefinitionName: 'customer_onboarding_child',
      state: 'STARTED',
    });
    expect(body.uuid).not.toBe(source);
    expect(body.instanceMetadata.processInstanceUuid).toBe(body.uuid);
    const kept = await request(mock.app).get(`/__admin/instances/${body.uuid}`);
    expect(kept.body.process).toBe('customer_onboarding_child');
  });

  test.each([
    ['only what paramsToCopy names', { paramsToCopy: ['name', 'id'] }, ['name', 'id']],
    [
      'nothing else for a name that the source does not have',
      { paramsToCopy: ['name', 'no such'] },
      ['name'],
    ],
    ['all but what withoutParams names', { withoutParams: ['token', 'session'] }, ['name', 'id']],
    [
      'what is copied, without what is not wanted, when both are given',
      { paramsToCopy: ['name', 'token'], withoutParams: ['token'] },
      ['name'],
    ],
    ['everything, when nothing is named', {}, ['name', 'id', 'token', 'session']],
    [
      'everything, when both lists are empty',
      { paramsToCopy: [], withoutParams: [] },
      ['name', 'id', 'token', 'session'],
    ],
    ['everything, without paramsToInherit', undefined, ['name', 'id', 'token', 'session']],
  ])('gives %s', async (_, choice, names) => {
    expect(Object.keys(await inherited(choice))).toEqual(names);
  });

  test('a list that is none is refused', async () => {
    const answer = await post(mock.app, inheriting(source), { paramsToInherit: { paramsToCopy: 'name' } });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain("'paramsToInherit.paramsToCopy' must be an array");
  });
});
