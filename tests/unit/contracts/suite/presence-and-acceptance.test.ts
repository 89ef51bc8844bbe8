// What was never seen fails a run that demands it, unless waived in time; what was seen instead can be accepted.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { loadApi } from '../../../../contracts/reader/read-api.ts';
import { verify } from '../../../../contracts/suite/run/verify.ts';
import { overlayOf } from '../../../../contracts/suite/run/waivers.ts';
import { inFront, type Listening, listening, verifying } from '../../../verified.ts';

let standIn: Listening;
let folder: string;
beforeAll(async () => {
  standIn = await listening();
  folder = await mkdtemp(join(tmpdir(), 'presence-'));
}, 60_000);
afterAll(async () => {
  await standIn.close();
  await rm(folder, { recursive: true });
});

const { apis } = verifying('http://127.0.0.1');
const folderOf = (name: string): string => apis.find((api) => api.name === name)?.folder ?? '';

/** The stand-in's own target with something more, as a file. */
async function targets(api: string, more: object, top: object = {}): Promise<string> {
  const own = parse(await readFile(join(folderOf(api), 'target.yaml'), 'utf8'));
  const path = join(folder, `${Math.random()}.yaml`);
  await writeFile(path, stringify({ ...top, apis: { [api]: { ...own, ...more } } }));
  return path;
}

test('a documented status that was never seen fails a run that demands presence, until it is waived', async () => {
  const only = ['getBuildInfo'];
  const unseen = ['status 400', 'status 403', 'status 413'];
  const waivers = (until: string) =>
    unseen.map((what) => ({ operation: 'getBuildInfo', what, reason: 'the stand-in has no roles', until }));
  const run = async (more: object, requirePresence = true) =>
    verify(verifying(standIn.url, { targets: await targets('flowx', more), only, requirePresence }));

  const strictly = await run({});
  expect(strictly.absences.map(({ what }) => what)).toEqual(unseen);
  expect(strictly.exitCode).toBe(1);
  expect((await run({}, false)).exitCode).toBe(0);
  const waived = await run({ waivers: waivers('2999-12-31') });
  expect(waived.exitCode).toBe(0);
  expect(waived.absences[0]?.waived).toEqual({ reason: 'the stand-in has no roles', until: '2999-12-31' });
  expect((await run({ waivers: waivers('2020-01-01') })).exitCode).toBe(1);
}, 60_000);

test('what a server does instead of an assumption is accepted, and only that', async () => {
  // The contract assumes 404 for an unknown application; this server answers 400.
  const front = await inFront(standIn.url, (passing) => {
    if (passing.status !== 404) return;
    passing.status = 400;
    passing.body = passing.body.replaceAll('404', '400');
  });
  try {
    const options = verifying(front.url, { strict: true, only: ['getBuildInfo'] });
    const first = await verify(options);
    const found = first.cases.flatMap(({ findings }) => findings);
    expect(found.map(({ check, verdict }) => `${verdict} ${check}`)).toContain('discovery refused');
    expect(first.exitCode).toBe(1);

    const overlay = join(folder, 'observed.yaml');
    await writeFile(overlay, overlayOf(first, apis));
    const { overlay: version, actions } = parse(await readFile(overlay, 'utf8'));
    expect(version).toBe('1.0.0');
    expect(actions[0].update['x-observed'][0]['x-provenance']).toMatchObject({
      status: 'observed',
      source: front.url,
    });

    const file = await targets('flowx', {}, { overlays: ['observed.yaml'] });
    const again = await verify({ ...options, targets: file });
    expect(again.cases.flatMap(({ findings }) => findings)).toEqual([]);
    expect(again.exitCode).toBe(0);
    const right = await verify({ ...options, url: standIn.url, targets: file });
    expect(right.exitCode).toBe(0);
  } finally {
    await front.close();
  }
}, 60_000);

test('an overlay that leads nowhere is refused with file and line', async () => {
  const overlay = join(folder, 'wrong.yaml');
  await writeFile(
    overlay,
    "overlay: 1.0.0\nactions:\n  - target: $.paths['/nowhere'].get\n    update: { x-a: 1 }\n",
  );
  expect(() => loadApi(folderOf('flowx'), [overlay])).toThrow(
    /wrong.yaml:3 at \/actions\/0: .*leads to no object of flowx/,
  );
  await writeFile(overlay, 'overlay: 1.0.0\nactions:\n  - target: $..paths[*]\n    update: { x-a: 1 }\n');
  expect(() => loadApi(folderOf('flowx'), [overlay])).toThrow(/is not understood/);
});

test('data that nothing reads back is not judged, and said to be', async () => {
  const own = parse(await readFile(join(folderOf('flowx'), 'target.yaml'), 'utf8'));
  const { readBack: _, ...blind } = own;
  const path = join(folder, 'blind.yaml');
  await writeFile(path, stringify({ apis: { flowx: blind } }));
  const report = await verify(verifying(standIn.url, { targets: path, only: ['startProcessCopyingData'] }));
  const unjudged = report.cases.filter(({ outcome }) => outcome === 'not-judged');
  expect(unjudged.map(({ name }) => name)).toContain('sequence copy-and-merge');
  expect(unjudged[0]?.reason).toContain('no readBack');
}, 60_000);
