import { join } from 'node:path';
import type { Contender } from '../contender.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const command = join(root, 'dist', 'mock-server', 'main.js');
const servers = join(root, 'tests', 'bench', 'servers');
const node = process.execPath;

export const ours: Contender = {
  name: 'flowx-mock',
  does: 'checks request and answer, keeps the instance on disk (fsync), journal',
  command: ({ port, folder }) => [
    node,
    command,
    'serve',
    '--json',
    '--port',
    String(port),
    '--data',
    join(folder, 'data'),
  ],
};

export const oursInMemory: Contender = {
  name: 'flowx-mock --ephemeral',
  does: 'the same, without the disk',
  command: ({ port }) => [node, command, 'serve', '--json', '--port', String(port), '--ephemeral'],
};

export const ref: Contender = {
  name: 'Ref',
  does: 'the same as flowx-mock for this one operation, on bare node:http',
  command: ({ port, folder }) => [node, join(servers, 'ref.js'), String(port), join(folder, 'data')],
};

/** Ref with more and more of what it does: the difference of two is what that costs. */
export const refInParts: Contender[] = [
  ['checks', 'keeping', 'journal', 'log'],
  ['keeping', 'journal', 'log'],
  ['journal', 'log'],
  ['log'],
].map((without) => ({
  ...ref,
  name: `Ref, no ${without.join(', ')}`,
  does: `Ref without ${without.join(', ')}`,
  command: (place) => [...ref.command(place), without.join(',')],
}));

export const expressWithAjv: Contender = {
  name: 'Express with ajv',
  does: 'checks request and answer; keeps nothing',
  command: ({ port }) => [node, join(servers, 'express-ajv.js'), String(port)],
};

export const bareExpress: Contender = {
  name: 'Express, bare',
  does: 'always the same answer',
  command: ({ port }) => [node, join(servers, 'express.js'), String(port)],
};

export const bareHttp: Contender = {
  name: 'node:http, bare',
  does: 'always the same answer',
  command: ({ port }) => [node, join(servers, 'http.js'), String(port)],
};
