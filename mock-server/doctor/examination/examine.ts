import { connect } from 'node:net';
import { boundedJson } from './bounded-json.ts';
import type { Patient, SeenStandIn, SeenWorld } from './diagnosis.ts';

/** How long a server may take to answer a question, in milliseconds. */
const PATIENCE_MS = 5_000;
/** How many worlds are looked at, and how many requests of each. */
const MOST_WORLDS = 50;
const MOST_REQUESTS = 1_000;
const DEFAULT = 'default';
/** Who waits longer than a day, as fixtures do that expire in a month, is not waited for. In milliseconds. */
const SOON = 86_400_000;
const FORBIDDEN = 403;

export interface ExamineOptions {
  /** The address of a stand-in, as it was given. */
  given: string | undefined;
  /** Where one would listen otherwise. */
  fallback: string;
  folder: string | undefined;
  adminToken: string | undefined;
  env: NodeJS.ProcessEnv;
  post: Patient['post'];
  assignment: Patient['assignment'];
  /** As of `Patient`. */
  nodeNeeded: string;
  injected: string;
  /** Ends the asking. */
  signal: AbortSignal;
}

/**
 * Asks whatever is at an address, and looks at this machine.
 * @throws the reason of the signal, once that is aborted
 */
export async function examine(options: ExamineOptions): Promise<Patient> {
  const { given, fallback, adminToken, signal } = options;
  const url = new URL(given ?? fallback);
  const { origin } = url;
  const [, world] = url.pathname.match(/^\/@([^/]+)/) ?? [];
  const headers = adminToken === undefined ? {} : { Authorization: `Bearer ${adminToken}` };
  const ask: Ask = (path) => {
    // Whoever listens there has to show first that it is a stand-in: the health needs no token.
    const sent = path === HEALTH ? {} : headers;
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    return fetch(origin + path, { headers: sent, redirect: 'error', signal: patience });
  };
  const listening = await listens(url, signal);
  const there = await whatAnswers(ask, world);
  const plainHttp = url.protocol === 'https:' && !there.standIn ? await answersHttp(url, signal) : undefined;
  // Questions that were given up look like those that nobody answers.
  signal.throwIfAborted();
  const nodeVersion = process.versions.node;
  const { folder, env, post, assignment, nodeNeeded, injected } = options;
  return {
    origin,
    given,
    listening,
    ...there,
    plainHttp,
    folder,
    env,
    post,
    assignment,
    nodeVersion,
    nodeNeeded,
    injected,
    now: Date.now(),
  };
}

const HEALTH = '/__admin/health';

type Ask = (path: string) => Promise<Response>;

type There = Pick<Patient, 'standIn' | 'refused'>;

async function whatAnswers(ask: Ask, world: string | undefined): Promise<There> {
  const answer = await ask(HEALTH).catch(() => undefined);
  const said = (await jsonOf(answer)) as { [name: string]: unknown } | undefined;
  if (!isHealth(said)) return { standIn: undefined, refused: undefined };
  const refused = await refusal(ask);
  if (refused !== undefined) return { standIn: undefined, refused };
  const date = Date.parse(answer?.headers.get('date') ?? '');
  return { standIn: await standInWith(said, ask, date, world), refused };
}

/** What a stand-in says to a Host that it does not know; its health it tells whatever the host. */
async function refusal(ask: Ask): Promise<string | undefined> {
  const answer = await ask('/__admin/contracts').catch(() => undefined);
  if (answer?.status !== FORBIDDEN) return undefined;
  const { detail } = ((await jsonOf(answer)) ?? {}) as { detail?: unknown };
  return /--allow-host/.test(String(detail)) ? String(detail) : undefined;
}

/** The address by http, where a stand-in answers it. */
async function answersHttp({ host }: URL, signal: AbortSignal): Promise<string | undefined> {
  const origin = `http://${host}`;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const answer = await fetch(`${origin}/__admin/health`, { signal: patience }).catch(() => undefined);
  return isHealth(await jsonOf(answer)) ? origin : undefined;
}

/** Undefined where it is none, or one that only a stranger would give. */
const jsonOf = async (answer: Response | undefined): Promise<unknown> =>
  answer && boundedJson(answer).catch(() => undefined);

function isHealth(said: unknown): said is SeenStandIn['health'] {
  const { status, version } = (said ?? {}) as Record<string, unknown>;
  return typeof status === 'string' && typeof version === 'string';
}

/** @param date what its machine's clock says */
async function standInWith(
  health: SeenStandIn['health'],
  ask: Ask,
  date: number,
  world: string | undefined,
): Promise<SeenStandIn> {
  const contracts = await asked<Record<string, { prefixes: string[] }>>(ask, '/__admin/contracts');
  return {
    health,
    ...(contracts ? await worldsOf(ask, world) : { worlds: undefined, notLookedAt: 0 }),
    prefixes: Object.values(contracts ?? {}).flatMap(({ prefixes }) => prefixes ?? []),
    // The header counts whole seconds.
    ahead: Number.isNaN(date) ? 0 : date - Math.floor(Date.now() / 1000) * 1000,
  };
}

type Worlds = Pick<SeenStandIn, 'worlds' | 'notLookedAt'>;

async function worldsOf(ask: Ask, only: string | undefined): Promise<Worlds> {
  type Named = Pick<SeenWorld, 'name' | 'clock'>[];
  const listed = await asked<{ items?: Named; notMade?: Named }>(ask, '/__admin/worlds');
  // Where every request was refused nothing is kept, and there is no world: that is where most is wrong.
  const { items = [], notMade = [] } = listed ?? {};
  const meant = [...items, ...notMade].filter(({ name }) => only === undefined || name === only);
  // Who does not know of worlds is in the default one; that must not be among those left out.
  const inOrder = [...meant].sort((a, b) => Number(b.name === DEFAULT) - Number(a.name === DEFAULT));
  const worlds = await Promise.all(inOrder.slice(0, MOST_WORLDS).map((world) => worldAs(ask, world)));
  return { worlds, notLookedAt: meant.length - worlds.length };
}

async function worldAs(ask: Ask, { name, clock }: Pick<SeenWorld, 'name' | 'clock'>): Promise<SeenWorld> {
  const below = `/@${name}/__admin`;
  const journal = await asked<{ items: SeenWorld['requests'] }>(
    ask,
    `${below}/requests?limit=${MOST_REQUESTS}`,
  );
  const instances =
    clock.mode === 'frozen'
      ? await asked<{ items: { timers?: { due: number }[] }[] }>(ask, `${below}/instances?limit=1000`)
      : undefined;
  const soon = Date.parse(clock.now) + SOON;
  const waits = ({ timers = [] }: { timers?: { due: number }[] }): boolean =>
    timers.some(({ due }) => due < soon);
  const waiting = (instances?.items ?? []).filter(waits).length;
  return { name, clock, requests: journal?.items ?? [], waiting };
}

async function asked<T>(ask: Ask, path: string): Promise<T | undefined> {
  try {
    const answer = await ask(path);
    return answer.ok ? ((await boundedJson(answer)) as T) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether something accepts connections there, whatever it speaks. */
function listens({ hostname, port, protocol }: URL, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || (protocol === 'https:' ? 443 : 80)),
      timeout: PATIENCE_MS,
      signal,
    });
    const answer = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', answer(true)).once('error', answer(false)).once('timeout', answer(false));
  });
}
