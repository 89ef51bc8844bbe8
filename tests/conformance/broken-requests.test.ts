// Goal T2: for every restricting keyword of every request schema a request that breaks just that one; it is refused,
// and the journal names the keyword and the place.
import { describe, expect, test } from '@jest/globals';
import type { JsonObject, JsonSchema } from '../../contracts/files/json.ts';
import { follow } from '../../contracts/files/pointer.ts';
import { mutationsOf } from '../../contracts/reader/calls/broken-requests.ts';
import { goodRequestOf } from '../../contracts/reader/calls/good-request.ts';
import { subschemas } from '../../contracts/schema/judging/subschemas.ts';
import { restrictions } from '../../contracts/schema/keywords.ts';
import { obligationsOf } from '../../contracts/schema/mutations/breakable-keywords.ts';
import { inProcess } from '../in-process.ts';
import { sent } from './send-request.ts';
import { UNBREAKABLE } from './unbreakable.ts';

const thirdApi = new URL('../third-api', import.meta.url).pathname;
const { app, simulation } = await inProcess({ contracts: [thirdApi] });
const dialect422 = await inProcess({ validationStatus: { apptor: 422 } });
const derived = simulation.apis
  .flatMap((loaded) => [...loaded.contracts.values()])
  .map((contract) => ({ contract, id: contract.operation.id, ...mutationsOf(contract) }));

describe.each(derived)('$id', ({ contract, mutations }) => {
  test('takes the request that the others are made of', async () => {
    const { entry } = await sent(app, contract, goodRequestOf(contract));
    expect(entry.violations).toEqual([]);
    expect(entry.refusal?.name).not.toBe('violation');
  });

  for (const one of mutations) {
    test(one.name, async () => {
      const { answer, entry } = await sent(app, contract, one.request);
      expect(answer.status).toBe(400);
      expect(answer.headers['x-mock-source']).toBe('refusal');
      expect(answer.headers['x-mock-violations']).toBe('1');
      expect(entry.refusal.name).toBe('violation');
      expect(entry.violations).toHaveLength(1);
      expect(entry.violations[0]).toMatchObject({
        in: one.in,
        pointer: one.pointer,
        keyword: one.keyword,
        promise: { file: expect.any(String), line: expect.any(Number) },
      });
      expect(entry.violations[0].provenance.source.length).toBeGreaterThan(0);
    });
  }
});

describe('in the dialect of 422', () => {
  const apptor = derived.filter(({ contract }) => contract.api.name === 'apptor');

  test.each(apptor)('$id names each broken field', async ({ contract, mutations }) => {
    expect([...contract.operation.responses.keys()]).toContain('422');
    for (const one of mutations) {
      const { answer, entry } = await sent(dialect422.app, contract, one.request);
      expect([one.name, answer.status]).toEqual([one.name, 422]);
      expect(answer.body.errors).toHaveLength(1);
      expect(entry.violations).toMatchObject([{ in: one.in, pointer: one.pointer, keyword: one.keyword }]);
    }
  });
});

test('every keyword is broken, or is listed with the reason why no request can', () => {
  const unbroken = derived.flatMap((one) => one.unbroken);
  const listed = Object.values(UNBREAKABLE).flat();
  expect(unbroken.sort()).toEqual(listed.filter((name) => !name.includes(' start data ')).sort());
});

test('no keyword of a request schema was overlooked', () => {
  for (const { contract } of derived) {
    const { api, operation } = contract;
    const resolve = (ref: string) => follow(api.document, ref.replace(/^#/, '')) as JsonSchema;
    const bodies = Object.values(operation.body?.content ?? {}).flatMap(({ pointer }) => pointer ?? []);
    for (const pointer of [...operation.parameters.map((one) => one.pointer), ...bodies]) {
      const told = obligationsOf({ $ref: `#${pointer}` }, resolve);
      for (const schema of reachable(resolve(pointer), resolve)) {
        const known = told.filter((one) => one.schema === schema).map(({ keyword }) => keyword);
        expect([...new Set(known)].sort()).toEqual(restrictions(schema).sort());
      }
    }
  }
  expect(derived.flatMap(({ mutations }) => mutations).length).toBeGreaterThan(60);
});

/** A schema, those in it, and those they refer to. */
function reachable(
  schema: JsonSchema,
  resolve: (ref: string) => JsonSchema,
  seen = new Set<JsonObject>(),
): Set<JsonObject> {
  for (const { schema: one } of subschemas(schema)) {
    if (seen.has(one)) continue;
    seen.add(one);
    if (typeof one.$ref === 'string') reachable(resolve(one.$ref), resolve, seen);
  }
  return seen;
}

test.each(derived.filter(({ contract }) => contract.operation.body?.required))(
  '$id wants a body, and wants it declared',
  async ({ contract }) => {
    const { type: _, body: __, ...undeclared } = goodRequestOf(contract);
    expect((await sent(app, contract, undeclared)).answer.status).toBe(415);
    const { answer, entry } = await sent(app, contract, { ...undeclared, type: 'application/json' });
    expect(answer.status).toBe(400);
    expect(entry.refusal.name).toBe('malformed-json');
  },
);
