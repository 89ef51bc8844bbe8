import type { Api, Operation } from '../../../contracts/reader/api.ts';
import type { Sample } from '../../behaviours/template-for-init.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';
import { catalogueOf } from '../../simulation/apis/world-catalogue.ts';
import { WorldInstances } from '../../simulation/instances/world-instances.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import type { World } from '../../worlds/world.ts';
import { DEFAULT_WORLD } from '../../worlds/world-name.ts';

export interface Told {
  url: string;
  store: string;
  seed: string;
  /** The admin token, if it was made up and so must be shown. */
  token: string | undefined;
}

/** What people see when the server answers: addresses, one working call for each operation, store and seed. */
export async function welcome(simulation: Simulation, told: Told): Promise<string> {
  const world = await simulation.worlds.get(DEFAULT_WORLD);
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
  const living = new WorldInstances(simulation, world);
  const { items } = await living.list({ api: loaded.api.name, limit: 100 });
  const metaOf = (instance: Instance): Data =>
    living.lifecycleOf(instance).stateOf(instance.state)?.meta ?? {};
  const samples = loaded.behaviour?.samples?.(catalogueOf(loaded, world), items, metaOf) ?? {};
  return loaded.api.operations.map((operation) => {
    const sample = samples[operation.id];
    const heading = `  # ${operation.id}`;
    if (sample === null) return `${heading}: nothing in this world makes it work yet`;
    return `${heading}\n  ${curl(loaded.api, operation, sample ?? {}, url)}`;
  });
}

/** A call as a shell takes it. */
function curl(api: Api, operation: Operation, sample: Sample, url: string): string {
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(sample.params?.[name] ?? String(exampleOf(operation, name))),
  );
  const [media] = Object.values(operation.body?.content ?? {});
  const [type] = Object.keys(operation.body?.content ?? {});
  const body = sample.body ?? media?.examples[0]?.value;
  return [
    `curl -X ${operation.method} ${quote(url + path)}`,
    ...credentialHeaders(api, operation, sample),
    ...headerParameters(operation),
    ...(type ? [`-H ${quote(`Content-Type: ${type}`)}`, `-d ${quote(JSON.stringify(body ?? {}))}`] : []),
  ].join(' ');
}

function credentialHeaders(api: Api, operation: Operation, { credential }: Sample): string[] {
  const [first] = operation.security;
  const names = credential ? [credential.scheme] : Object.keys(first ?? {});
  return names.map((name) => {
    const scheme = api.securitySchemes[name];
    const rule = api.credentials[name];
    const value = credential?.value ?? (Array.isArray(rule) ? rule[0] : 'demo-token');
    return `-H ${quote(scheme?.type === 'http' ? `Authorization: Bearer ${value}` : `${scheme?.name}: ${value}`)}`;
  });
}

function headerParameters({ parameters }: Operation): string[] {
  const required = parameters.filter((parameter) => parameter.in === 'header' && parameter.required);
  return required.map(
    ({ name, node }) => `-H ${quote(`${name}: ${node.example ?? firstExample(node.examples) ?? 'web'}`)}`,
  );
}

function exampleOf({ parameters }: Operation, name: string): unknown {
  const node = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)?.node;
  return node?.example ?? firstExample(node?.examples) ?? name;
}

function firstExample(examples: unknown): unknown {
  const [first] = Object.values((examples ?? {}) as Record<string, { value?: unknown }>);
  return first?.value;
}

/** For a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
