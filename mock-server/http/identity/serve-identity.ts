import type { Request, RequestHandler } from 'express';
import { isSpeechless, type Steering } from '../../domain/faults/fault.ts';
import { IDENTITY } from '../../domain/identity/endpoint-names.ts';
import { percentDecoded } from '../../domain/values/percent-decoded.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { IdentityAnswer } from '../../identity/calls/call.ts';
import type { Identity } from '../../identity/identity.ts';
import { answerIdentity, endpointAt } from '../../identity/identity-provider.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { DEFAULT_WORLD } from '../../worlds/world-name.ts';
import type { Answer, Exchange } from '../exchange.ts';
import { openExchange } from '../open-exchange.ts';
import { endWithoutAnswer, sendSteered } from '../steering/send-steered.ts';
import { waitDelay } from '../steering/wait-delay.ts';
import { worldBy, worldOf } from '../steps/select-world.ts';
import { send } from '../steps/send.ts';
import { askedAddress } from '../transport/asked-address.ts';
import { hostName, ownHosts } from '../transport/own-host.ts';
import { problem } from '../transport/problem.ts';
import { readBytes } from '../transport/read-bytes.ts';
import { LOGIN_SECRETS, shownAnswer, shownForm } from './shown-identity.ts';

const REALM = /^(\/auth)?\/realms\/([^/]+)(\/.*)?$/;
/** In bytes; forms are short. */
const LONGEST_FORM = 64 * 1024;

/** Answers what is below `/realms/` and `/auth/realms/`, and leaves everything else to whoever comes next. */
export function serveIdentity(simulation: Simulation): RequestHandler {
  const { identity } = simulation;
  const isOwn = ownHosts(identity.hosts);
  return async (req, res, next) => {
    const [, auth = '', realm = '', path = ''] = REALM.exec(req.path) ?? [];
    if (realm === '') return next();
    const startedAt = performance.now();
    // Browsers navigate without headers of ours: a world is in the address, or it is the default one.
    const name = worldBy(req) === 'path' ? worldOf(req) : DEFAULT_WORLD;
    const received = { simulation, req, res, match: undefined, api: undefined };
    const exchange = await openExchange(received, name, LOGIN_SECRETS);
    exchange.entry.api = IDENTITY;
    if (exchange.entry.worldBy === 'header') exchange.entry.worldBy = 'default';
    const operationId = endpointAt(path);
    if (operationId !== undefined) exchange.entry.operationId = operationId;
    const issuer = issuerFor(req, `${auth}/realms/${realm}`, identity, isOwn);
    const given = await steered(exchange, async () =>
      issuer === undefined
        ? foreignHost(req)
        : answered(exchange, { issuer, realm: percentDecoded(realm), path }, identity),
    );
    if (given === 'none') return endWithoutAnswer(exchange, startedAt);
    if (exchange.steering) sendSteered(exchange, given, startedAt);
    else send(exchange, given, startedAt);
  };
}

/** @returns undefined where the host is none of ours: an issuer of that name would be somebody else's */
function issuerFor(
  req: Request,
  path: string,
  { publicUrl }: Identity,
  isOwn: ReturnType<typeof ownHosts>,
): string | undefined {
  const [world = ''] = worldBy(req) === 'path' ? (/^\/@[^/?]+/.exec(req.originalUrl) ?? []) : [];
  const { origin, host, prefix } = askedAddress(req);
  const isPublic = publicUrl !== undefined && host === new URL(publicUrl).host;
  if (req.headers.host === undefined || !(isPublic || isOwn(hostName(host), req))) return undefined;
  return `${publicUrl ?? origin + prefix}${world}${path}`;
}

async function answered(
  exchange: Exchange,
  asked: { issuer: string; realm: string; path: string },
  identity: Identity,
): Promise<Answer> {
  const { req, world, entry, trouble } = exchange;
  if (trouble) return refused(400, String(trouble.values.reason));
  const form = await formOf(exchange);
  if (form === 'too large') return refused(413, `A form is no longer than ${LONGEST_FORM} bytes`);
  if (form && form.size > 0) entry.body = shownForm(form);
  const { searchParams: query } = new URL(req.url, 'http://any');
  const { method, headers } = req;
  return toAnswer(await answerIdentity({ ...asked, method, headers, query, form, world }, identity));
}

/** @returns undefined for a body that is no form */
async function formOf(exchange: Exchange): Promise<URLSearchParams | 'too large' | undefined> {
  const { req, memory } = exchange;
  if (req.method !== 'POST') return new URLSearchParams();
  const bytes = await readBytes(req, LONGEST_FORM, memory).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined;
    throw error;
  });
  if (!bytes) return 'too large';
  exchange.received = bytes.length;
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(req.headers['content-type'] ?? '');
  if (bytes.length > 0 && !isForm) return undefined;
  return new URLSearchParams(bytes.toString());
}

function toAnswer(given: IdentityAnswer): Answer {
  const { status, headers, cookie, body } = given;
  return {
    status,
    headers: cookie === undefined ? headers : { ...headers, 'Set-Cookie': cookie },
    ...(body !== undefined && { body }),
    source: status < 400 ? 'behaviour' : 'refusal',
    shown: shownAnswer(given),
  };
}

function foreignHost(req: Request): Answer {
  const host = hostName(req.headers.host ?? '');
  return refused(
    403,
    `The identity provider does not answer to the host "${host}"; allow it with --allow-host ${host}.`,
  );
}

function refused(status: number, detail: string): Answer {
  return { ...problem(status, detail), source: 'refusal' };
}

/** What the faults of the world make of a request. @returns 'none' where there is to be no answer */
async function steered(exchange: Exchange, answer: () => Promise<Answer> | Answer): Promise<Answer | 'none'> {
  const steering = standing(exchange);
  if (!steering) return answer();
  exchange.steering = steering;
  exchange.entry.fault = { ...steering };
  const { when, code, fault } = steering;
  const early = when === 'after' ? await answer() : undefined;
  if (!(await waitDelay(exchange, steering)) || isSpeechless(fault)) return 'none';
  if (code !== undefined) return { ...refused(code, 'A fault of this world has it so.'), source: 'fault' };
  return early ?? answer();
}

function standing({ world, path, entry }: Exchange): Steering | undefined {
  if (world.faults.none) return undefined;
  const call = {
    api: IDENTITY,
    operationId: entry.operationId ?? '',
    paths: [path],
    body: undefined,
    declares: () => true,
    statusOf: () => undefined,
  };
  return world.faults.decide(call, world.clock.now());
}
