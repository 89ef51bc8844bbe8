import type { Json } from '../../contracts/files/json.ts';
import { contractAnswer } from '../../contracts/reader/answer-from-contract.ts';
import type { Operation } from '../../contracts/reader/api.ts';
import { goodCall, type Known } from '../../contracts/reader/calls/good-call.ts';
import type { Outgoing } from '../../contracts/reader/calls/outgoing.ts';
import type { Contract } from '../../contracts/reader/contract.ts';
import { sentence } from '../../contracts/schema/judging/violation.ts';
import type { Sample } from '../behaviours/template-for-init.ts';
import type { Instance } from '../domain/instances/instance.ts';
import type { Data } from '../domain/values/process-data.ts';
import type { World } from '../worlds/world.ts';
import type { LoadedApi } from './apis/loaded-api.ts';
import { catalogueOf } from './apis/world-catalogue.ts';
import { WorldInstances } from './instances/world-instances.ts';
import type { Simulation } from './simulation.ts';

/** So many instances are looked through for one that a call can begin with. */
const LOOKED_AT = 100;

/** A call of an operation that is answered 2xx, or why there is none. */
export type WorkingCall = { operation: Operation } & ({ outgoing: Outgoing } | { impossible: string });

/**
 * For each operation of an API a call that works in a world as it is.
 * @param base URL before the contracts' paths
 */
export async function workingCalls(
  simulation: Simulation,
  loaded: LoadedApi,
  world: World,
  base: string,
): Promise<WorkingCall[]> {
  const instances = new WorldInstances(simulation, world);
  const { items } = await instances.list({ api: loaded.api.name, limit: LOOKED_AT });
  const metaOf = (instance: Instance): Data =>
    instances.lifecycleOf(instance).stateOf(instance.state)?.meta ?? {};
  const samples = loaded.behaviour?.samples?.(catalogueOf(loaded, world), items, metaOf) ?? {};
  const calls = [...loaded.contracts.values()].map((contract) =>
    callOf(contract, samples[contract.operation.id], loaded, world.seed, base),
  );
  return await Promise.all(calls);
}

async function callOf(
  contract: Contract,
  sample: Sample | null | undefined,
  { behaviour }: LoadedApi,
  seed: string,
  base: string,
): Promise<WorkingCall> {
  const { operation } = contract;
  if (sample === null) return { operation, impossible: 'nothing in this world makes it work yet' };
  const call = goodCall(contract, base, knownFrom(sample));
  const behaves = Object.hasOwn(behaviour?.operations ?? {}, operation.id);
  const impossible = 'impossible' in call || behaves ? undefined : await unanswerable(contract, seed);
  return { operation, ...(impossible === undefined ? call : { impossible }) };
}

/** What a behaviour says of a call that works, as the author of calls takes it. */
export function knownFrom({ params = {}, body, credential }: Sample = {}): Known {
  return {
    values: params,
    ...(body !== undefined && { body: body as Json }),
    ...(credential && { credentials: { [credential.scheme]: credential.value } }),
  };
}

/** Why the contract alone gives no good answer; undefined where it does. */
async function unanswerable(contract: Contract, seed: string): Promise<string | undefined> {
  try {
    const { status, headers, body } = await contractAnswer(contract, { seed });
    const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const [broken] = contract.checkAnswer({ status, headers: Object.fromEntries(named), body });
    return broken && `no answer that was tried fits its contract: ${sentence(broken)}`;
  } catch (error) {
    return `no answer can be made: ${(error as Error).message}`;
  }
}
