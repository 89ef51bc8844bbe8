import { curlOf } from '../../../contracts/reader/calls/curl.ts';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { workingCalls } from '../../simulation/working-calls.ts';
import type { World } from '../../worlds/world.ts';

export interface Told {
  url: string;
  store: string;
  seed: string;
  /** The admin token, if it was made up and so must be shown. */
  token: string | undefined;
}

/** What people see when the server answers: addresses, one working call for each operation, store and seed. */
export async function welcome(simulation: Simulation, told: Told): Promise<string> {
  const world = await simulation.worlds.default();
  const lines = [`flowx-mock ${simulation.version} answers`, ''];
  for (const loaded of simulation.apis) {
    lines.push(
      `${loaded.api.title} at ${loaded.api.prefixes.map((prefix) => told.url + prefix).join(' and ')}`,
      '',
    );
    lines.push(...(await curls(simulation, loaded, world, told.url)), '');
  }
  const where = told.store === 'memory:' ? 'in memory only' : told.store.replace(/^file:/, '');
  lines.push(
    `instances are kept: ${where}`,
    `seed: ${told.seed}`,
    `control plane: ${told.url}/__admin/health`,
  );
  if (told.token !== undefined) lines.push(`admin token: ${told.token}`);
  return `${lines.join('\n')}\n`;
}

async function curls(
  simulation: Simulation,
  loaded: LoadedApi,
  world: World,
  url: string,
): Promise<string[]> {
  const calls = await workingCalls(simulation, loaded, world, url);
  return calls.map((call) => {
    const heading = `  # ${call.operation.id}`;
    if ('impossible' in call) return `${heading}: ${call.impossible}`;
    return `${heading}\n  ${curlOf(call.outgoing, { withHeaders: false })}`;
  });
}
