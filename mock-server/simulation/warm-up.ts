import { loadApi as readApi } from '../../contracts/reader/read-api.ts';
import { loadApi, type Sources } from './apis/load-api.ts';
import type { Simulation } from './simulation.ts';

/**
 * Reads, checks and compiles everything once, as if all of it had changed, and forgets it. A start leaves most of that
 * out where the build has done it, and what Node runs for the first time takes several times as long.
 */
export async function warmUp({ apis, schemas, worlds }: Simulation, sources: Sources): Promise<void> {
  for (const { api } of apis) {
    const again = readApi(api.folder);
    again.origins.doubt();
    await loadApi(again, sources, schemas, { host: Date.parse(worlds.present().host) });
  }
}
