import { networkInterfaces } from 'node:os';
import { credentialsOf } from '../../../contracts/reader/calls/credentials.ts';
import { curlOf } from '../../../contracts/reader/calls/curl.ts';
import type { Shell } from '../../../contracts/reader/calls/shells.ts';
import type { Paint } from '../../../contracts/suite/report/terminal/paint.ts';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';
import { catalogueOf } from '../../simulation/apis/world-catalogue.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import type { World } from '../../worlds/world.ts';

export interface Told {
  url: string;
  /** The address that it listens on, as it was given. */
  host: string;
  store: string;
  seed: string;
  /** The folder of fixtures, unless it is the one that ships. */
  fixtures: string | undefined;
  /** The admin token, if it was made up and so must be shown. */
  token: string | undefined;
  paint: Paint;
}

/** What people see first when the server answers: where each API is and what to try it with, and what is kept where. */
export async function startUpText(simulation: Simulation, told: Told): Promise<string> {
  const { url, host, store, seed, fixtures, token, paint } = told;
  const world = await simulation.worlds.default();
  const width = Math.max(...simulation.apis.map(({ api }) => api.title.length));
  const apis = simulation.apis.flatMap((loaded) => {
    const [first, ...others] = loaded.api.prefixes;
    const also = others.length === 0 ? '' : paint.dim(`  also ${others.join(', ')}`);
    const line = `  ${paint.bold(loaded.api.title.padEnd(width))}  ${url}${first}${also}`;
    return [line, ...keysOf(loaded, world).map((key) => `  ${' '.repeat(width)}  ${paint.dim(key)}`)];
  });
  const own = 'the one that ships; flowx-mock init FOLDER writes one with your own ids';
  const lines = [
    `flowx-mock ${simulation.version} answers`,
    ...apis,
    ...others(host, url).map((address) => `  for other machines: ${address}`),
    `login: ${issuers(simulation, url)}`,
    `world: ${fixtures ?? own}`,
    `instances are kept: ${store === 'memory:' ? 'in memory only' : store.replace(/^file:/, '')}`,
    `seed: ${seed}`,
    `more: --examples (curls), flowx-mock doctor ${url} (mistakes)`,
    ...(token === undefined ? [] : [`admin token: ${token}`]),
    `page: ${url}/__admin/ (requests and why, instances, the clock)`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Browsers are at the name of this machine, not at its address: cookies of the two are kept apart. */
function issuers({ identity }: Simulation, url: string): string {
  const base = identity.publicUrl ?? url.replace(/^(https?:\/\/)(127\.0\.0\.1|\[::1\])/, '$1localhost');
  const [first = '', ...more] = identity.realms.keys();
  return `${base}/auth/realms/${first}${more.map((name) => `, ${name}`).join('')}`;
}

/** One working call for each operation, to copy. */
export async function examplesText(simulation: Simulation, url: string, shell: Shell): Promise<string> {
  // Making the calls generates values, and the library for that takes long to load.
  const { workingCalls } = await import('../../simulation/working-calls.ts');
  const world = await simulation.worlds.default();
  const blocks: string[] = [];
  for (const loaded of simulation.apis) {
    const calls = await workingCalls(simulation, loaded, world, url);
    const lines = calls.map((call) => {
      const heading = `  # ${call.operation.id}`;
      if ('impossible' in call) return `${heading}: ${call.impossible}`;
      return `${heading}\n  ${curlOf(call.outgoing, { shell, withHeaders: false })}`;
    });
    blocks.push([`${loaded.api.title}`, '', ...lines].join('\n'));
  }
  return `\n${blocks.join('\n\n')}\n`;
}

/** Headers that carry credentials which do: those that the behaviour knows of, else what the contract accepts. */
function keysOf(loaded: LoadedApi, world: World): string[] {
  const { api, behaviour } = loaded;
  const samples = Object.values(behaviour?.samples?.(catalogueOf(loaded, world), [], () => ({})) ?? {});
  const known = samples.flatMap((sample) => sample?.credential ?? []).map((one) => [one.scheme, one.value]);
  const [[scheme = '', value = ''] = []] = [...known, ...Object.entries(credentialsOf(api))];
  const { type, in: where, name, scheme: kind } = api.securitySchemes[scheme] ?? {};
  if (value === '') return [];
  if (type === 'apiKey')
    return [where === 'header' ? `${name}: ${value}` : `${name}=${value} in the ${where}`];
  return [kind === 'basic' ? `curl -u ${value}` : `Authorization: Bearer ${value}`];
}

/** Where others find a server that listens on every address of this machine. */
function others(host: string, url: string): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [];
  const { port } = new URL(url);
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const outside = addresses.filter(
    ({ internal, family }) => !internal && (family === 'IPv4' || host === '::'),
  );
  return outside
    .filter(({ address }) => !address.startsWith('fe80'))
    .map(({ address, family }) => `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`);
}
