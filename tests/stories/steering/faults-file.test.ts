// The file of --faults: what every world begins with.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { Client, sure } from '../../client.ts';
import { type InProcessOptions, inProcess } from '../../in-process.ts';
import { listening } from '../../listening.ts';
import { ran, served } from '../../served.ts';
import { list, put } from './fault-calls.ts';

const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-faults-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function withFile(path: string, use: (of: Client) => Promise<void>, options: InProcessOptions = {}) {
  const other = await listening({ ...options, faults: path });
  try {
    await use(new Client(other.url));
  } finally {
    await other.close();
  }
}

test('every world begins with those of the file, or with its own, and a reset goes back to them', async () => {
  const text =
    '- { operationId: executeWorkflow, code: 503, times: 1 }\n- { world: bob, code: 500, from: 10:00 }\n';
  await withFile(file('faults.yaml', text), async (client) => {
    const [alice, bob] = [client.world('alice'), client.world('bob')];
    expect(await list(alice)).toHaveLength(1);
    expect(await list(bob)).toMatchObject([{ times: 1 }, { code: 500, from: '10:00' }]);
    expect((await bob.look('inst_xyz789')).status).toBe(500);
    expect((await alice.exec('quick-flow')).status).toBe(503);
    expect((await alice.exec('quick-flow')).status).toBe(200);
    sure(await put(alice, []));
    expect(await list(alice)).toEqual([]);
    await alice.reset();
    expect((await alice.exec('quick-flow')).status).toBe(503);
    sure(await put(bob, await list(bob)));
  });
});

test('a file may be JSON; one with mistakes stops the start with file, line and pointer', async () => {
  await withFile(file('faults.json', '[{"code":503}]'), async (client) => {
    expect((await client.exec('quick-flow')).status).toBe(503);
  });
  const bad = file('bad.yaml', '- code: 503\n- code: 418\n  from: x\n- profil: slow\n');
  const refused = inProcess({ faults: bad });
  await expect(refused).rejects.toThrow(`${bad}:4 at /2/profil: "profil" is not known here`);
  await expect(refused).rejects.toThrow(`${bad}:2 at /1/code: no operation meant here declares 418`);
  await expect(refused).rejects.toThrow(`${bad}:3 at /1/from: "x" is neither`);
  await expect(inProcess({ faults: join(folder, 'none.yaml') })).rejects.toThrow('there is no such file');
  await expect(inProcess({ faults: file('empty.yaml', '') })).rejects.toThrow('must be array');
});

test('serve takes it, from the environment too, says so, and ends with 2 where it cannot be used', async () => {
  const path = file('served.yaml', '- { code: 503 }\n');
  const server = await served(['--ephemeral'], { env: { FLOWX_MOCK_FAULTS: path } });
  try {
    expect((await new Client(server.url).exec('quick-flow')).status).toBe(503);
    expect(server.talk()).toContain(`every world begins with the faults of ${path}`);
  } finally {
    await server.end();
  }
  const { code, stderr } = await ran([
    'serve',
    '--ephemeral',
    '--port',
    '0',
    '--faults',
    file('wrong.yaml', '{}'),
  ]);
  expect(code).toBe(2);
  expect(stderr).toContain('wrong.yaml:1: must be array');
});
