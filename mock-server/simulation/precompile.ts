// The last step of a build: reads and checks what ships, and keeps it as a start needs it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../contracts/files/package-folder.ts';
import { writePrepared } from '../../contracts/files/read-precompiled.ts';
import { readSource } from '../../contracts/files/source-file.ts';
import { bundledFixtures } from '../../contracts/reader/fixtures.ts';
import { bundledApis } from '../../contracts/reader/read-api.ts';
import { END_OF_TIME } from '../domain/time/instant.ts';
import { MemoryStore } from '../store/memory/memory-store.ts';
import { loadSimulation } from './load-simulation.ts';

writePrepared([]);
await loadSimulation({
  contracts: [bundledApis()],
  fixtures: bundledFixtures(),
  store: new MemoryStore(),
  // Whenever it is built, nothing that ships is still to come.
  clock: { now: () => END_OF_TIME },
  seed: 'build',
  learning: false,
  version: 'build',
  validationStatus: {},
});
writePrepared(['contracts', 'fixtures', 'mock-server'].flatMap(dataBelow).map(readSource));

function dataBelow(name: string): string[] {
  const folder = join(packageFolder(), name);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => /\.(yaml|json)$/.test(path)).map((path) => join(folder, path));
}
