import type { JsonObject } from '../../../contracts/files/json.ts';
import { curlOf } from '../../../contracts/reader/calls/curl.ts';
import { goodCall } from '../../../contracts/reader/calls/good-call.ts';
import type { Shell } from '../../../contracts/reader/calls/shells.ts';
import { compileContracts } from '../../../contracts/reader/contract.ts';
import { bundledApis, loadApis } from '../../../contracts/reader/read-api.ts';
import { discoverBehaviour } from '../../behaviours/find-behaviours.ts';
import { knownFrom } from '../../simulation/working-calls.ts';

/**
 * For each API the first call that works with a catalogue and no instances, as a `curl`.
 * @param catalogues by API
 * @param base URL of the server that is to be started
 */
export async function firstCalls(
  catalogues: ReadonlyMap<string, JsonObject>,
  base: string,
  shell: Shell,
): Promise<string[]> {
  const apis = loadApis([bundledApis()]);
  const calls = apis.map(async (api) => {
    const catalogue = catalogues.get(api.name);
    const behaviour = await discoverBehaviour(api.name);
    if (!catalogue || !behaviour?.samples) return [];
    const samples = behaviour.samples(catalogue, [], () => ({}));
    const good = [...compileContracts(api).values()].flatMap((contract) => {
      const sample = samples[contract.operation.id];
      return sample ? [goodCall(contract, base, knownFrom(sample))] : [];
    });
    const first = good.find((call) => 'outgoing' in call);
    return first && 'outgoing' in first ? [curlOf(first.outgoing, { shell, withHeaders: false })] : [];
  });
  return (await Promise.all(calls)).flat();
}
