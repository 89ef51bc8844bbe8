// What the named libraries do by themselves, beside what we do: docs/dependencies.md. By hand: `npm run bench:libraries`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router as ExpressRouter } from 'express';
import FindMyWay from 'find-my-way';
import { generateSync, type JsonSchema as LibrarySchema } from 'json-schema-faker';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import type { JsonObject, JsonSchema } from '../../contracts/files/json.ts';
import { follow } from '../../contracts/files/pointer.ts';
import { bundledApis, loadApis } from '../../contracts/reader/read-api.ts';
import { newAjv } from '../../contracts/schema/judging/json-schema-compiler.ts';
import { generate } from '../../contracts/schema/values/generate.ts';
import type { Instance } from '../../mock-server/domain/instances/instance.ts';
import { FileStore } from '../../mock-server/store/file/file-store.ts';
import type { Change } from '../../mock-server/store/interface/store.ts';
import { thirdApi } from '../third-api.ts';
import { HARD } from '../unit/contracts/reader/generate/hard-schemas.ts';
import { fixed, table, whole } from './figures.ts';

const SEEDS = 50;
const AGE = { type: 'integer', minimum: 18, maximum: 99 };
const MILLISECONDS = 1500;

const START = Date.parse('2026-03-01T12:00:00Z');

/** An instance of some 0.6 KB on the disk. */
const instanceNamed = (id: string): Instance => ({
  id,
  api: 'apptor',
  process: 'support',
  version: 1,
  state: 'review',
  data: { customer: 'Jane Smith', text: 'x'.repeat(300) },
  timers: [{ delay: 'P7D', due: START + 7 * 86_400_000 }],
  startedAt: new Date(START).toISOString(),
  facts: { organization: 'org_demo', processVersion: '3', environment: 'PRODUCTION' },
  timeline: [{ at: new Date(START).toISOString(), from: null, to: 'review', cause: 'start' }],
});

const startOf = (id: string): Change => ({
  puts: [{ instance: instanceNamed(id), expected: null }],
  record: { seed: '1', sequence: 0, time: { mode: 'running', offset: 0 }, pinned: false },
});

/** How often something is done in a second. */
async function rate(done: () => unknown, atOnce = 1): Promise<number> {
  const begun = performance.now();
  let times = 0;
  const one = async (): Promise<void> => {
    while (performance.now() - begun < MILLISECONDS) {
      await done();
      times += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return (times * 1000) / (performance.now() - begun);
}

/** The whole file a write, as lowdb does it, beside a line of the log a group of writes. */
async function stores(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-libraries-'));
  const rows: string[][] = [];
  try {
    for (const kept of [100, 1000, 10_000]) {
      const low = new Low<{ instances: unknown[] }>(new JSONFile(join(folder, `low-${kept}.json`)), {
        instances: [],
      });
      for (let id = 0; id < kept; id += 1) low.data.instances.push(instanceNamed(`${id}`));
      const lowdb = await rate(() => {
        low.data.instances[0] = instanceNamed('0');
        return low.write();
      });
      const store = await FileStore.open(join(folder, `${kept}`), { durability: 'fsync', tell: () => {} });
      let id = 0;
      const write = () => store.commit('world', startOf(`${id++}`));
      while (id < kept) await Promise.all(Array.from({ length: 100 }, write));
      rows.push([whole(kept), whole(lowdb), whole(await rate(write)), whole(await rate(write, 64))]);
      await store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const writers = ['lowdb, one writer', 'our log, one writer', 'our log, 64 writers'];
  return table(['instances kept', ...writers.map((one) => `${one}, writes/s`)], rows);
}

type Make = (schema: JsonSchema, whole: JsonObject, seed: number) => unknown;

/** What the generator compiles is kept with the function. */
const resolvers = new WeakMap<JsonObject, (ref: string) => JsonSchema>();

const MAKERS: Record<string, Make> = {
  ours: (schema, whole, seed) => {
    const resolve =
      resolvers.get(whole) ?? ((ref: string) => follow(whole, ref.replace(/^#/, '')) as JsonSchema);
    resolvers.set(whole, resolve);
    return generate(schema, { seed, path: 'value', resolve });
  },
  'json-schema-faker': (schema, whole, seed) =>
    generateSync({ ...whole, ...(schema as JsonObject) } as LibrarySchema, { seed }),
};

/** The schemas of the three APIs' bodies, each with the document that its references lead into. */
function schemasOfApis(): [JsonSchema, JsonObject][] {
  return loadApis([bundledApis(), thirdApi]).flatMap(({ document, operations }) =>
    operations.flatMap(({ responses }) =>
      [...responses.values()].flatMap(({ content }) =>
        Object.values(content).flatMap(({ pointer }): [JsonSchema, JsonObject][] =>
          pointer === undefined ? [] : [[{ $ref: `#${pointer}` }, document]],
        ),
      ),
    ),
  );
}

/** How many of the values that are made for schemas fit them, in per cent, and the milliseconds that one takes. */
function fitting(make: Make, schemas: [JsonSchema, JsonObject][]): [number, number] {
  let fit = 0;
  const begun = performance.now();
  for (const [schema, whole] of schemas) {
    const fits = newAjv({}, false).compile({ ...whole, ...(schema as JsonObject) });
    for (let seed = 0; seed < SEEDS; seed += 1) {
      try {
        if (fits(make(schema, whole, seed))) fit += 1;
      } catch {
        // Refused: it has no value.
      }
    }
  }
  const all = schemas.length * SEEDS;
  return [(100 * fit) / all, (performance.now() - begun) / all];
}

/** How many values stay what they are when the object around them gets one more property in front, in per cent. */
function stable(make: Make): number {
  const properties = { name: { type: 'string' }, email: { type: 'string', format: 'email' }, age: AGE };
  let same = 0;
  for (let seed = 0; seed < SEEDS; seed += 1) {
    const [before, after] = [properties, { added: { type: 'integer' }, ...properties }].map((all) =>
      make({ type: 'object', required: Object.keys(all), properties: all } as JsonSchema, {}, seed),
    ) as [JsonObject, JsonObject];
    same += Object.keys(properties).filter((name) => before[name] === after[name]).length;
  }
  return (100 * same) / SEEDS / Object.keys(properties).length;
}

function generators(): string {
  const hard = HARD.map((schema): [JsonSchema, JsonObject] => [
    schema,
    schema === true ? {} : (schema as JsonObject),
  ]);
  const rows = Object.entries(MAKERS).map(([name, make]) => {
    const [bodies, milliseconds] = fitting(make, schemasOfApis());
    const [awkward] = fitting(make, hard);
    return [
      name,
      ...[bodies, awkward, stable(make)].map((share) => `${fixed(share, 1)} %`),
      fixed(milliseconds, 2),
    ];
  });
  const heads = ['fit: bodies of the APIs', 'fit: hard schemas', 'same after a new property', 'ms a value'];
  return table(['', ...heads], rows);
}

/** How long it takes to find the last of many operations. */
async function routers(): Promise<string> {
  const rows: string[][] = [];
  for (const operations of [10, 100, 1000]) {
    const tree = FindMyWay();
    const router = ExpressRouter();
    for (let each = 0; each < operations; each += 1) {
      tree.on('GET', `/api/wks/:workspace/kind-${each}/:id`, () => undefined);
      router.get(`/api/wks/:workspace/kind-${each}/:id`, (_req, _res, next) => next('found'));
    }
    const url = `/api/wks/w/kind-${operations - 1}/7`;
    const many = (once: () => void) => () => {
      for (let each = 0; each < 100; each += 1) once();
    };
    const ours = await rate(many(() => void tree.find('GET', url)));
    const express = await rate(
      many(() => router({ method: 'GET', url, baseUrl: '' } as never, {} as never, () => undefined)),
    );
    rows.push([whole(operations), fixed(1e4 / express, 2), fixed(1e4 / ours, 2)]);
  }
  return table(['operations', "Express's router, µs", 'find-my-way, µs'], rows);
}

for (const part of [await stores(), generators(), await routers()]) process.stdout.write(`${part}\n\n`);
