import { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { Mistake } from '../../contracts/files/mistake.ts';
import { TooManyTransitions } from '../domain/instances/due-transitions.ts';
import { failureReason } from '../domain/values/failure-reason.ts';
import { Refusal } from '../domain/values/refusal.ts';
import { worldOf } from '../http/steps/select-world.ts';
import { WorldInstances } from '../simulation/instances/world-instances.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { NoSuchWorld } from '../worlds/world-name.ts';
import { getCatalogue } from './catalogue.ts';
import { getContract, getOpenApi, listContracts, mayReadOpenApi } from './contracts.ts';
import { getDocs, getLayoutScript, getPage, getPageScript, getPageStyle } from './dashboard.ts';
import { getEvents } from './events.ts';
import { deleteFaults, listFaultProfiles, listFaults, putFaults } from './faults.ts';
import { type GuardOptions, guard } from './guard.ts';
import { getHealth } from './health.ts';
import { deleteSession, expireSession, listSessions, postTokens, rotateKeys } from './identity.ts';
import { deleteInstance, deleteInstances } from './instances/delete-instances.ts';
import { getDiagram, getLifecycle, listEvents, sendEvent } from './instances/instance-events.ts';
import { getInstance, listInstances, waitForInstanceState } from './instances/instances.ts';
import { INSTANCES_EXAMPLE, postInstances } from './instances/post-instances.ts';
import {
  deleteRequests,
  getRequest,
  getRequestsAsHar,
  listRequests,
  postCount,
  postFind,
} from './journal.ts';
import { refuseChanges } from './read-only.ts';
import { type AdminCall, Wrong } from './transport/admin-request.ts';
import { holdMemory } from './transport/hold-memory.ts';
import { parseJsonBody } from './transport/parse-json-body.ts';
import { onlyMembers } from './transport/read-json-body.ts';
import { sendProblem } from './transport/send-problem.ts';
import { advanceClock, freezeClock, getClock, runClock, setClock } from './worlds/clock.ts';
import { exportSnapshot } from './worlds/export-snapshot.ts';
import { postSeed, SEED_EXAMPLE } from './worlds/seed.ts';
import {
  deleteSnapshot,
  getSnapshot,
  getSnapshotDiff,
  LOAD_EXAMPLE,
  listSnapshots,
  loadSnapshot,
  putSnapshot,
} from './worlds/snapshots.ts';
import { listStories } from './worlds/stories.ts';
import { deleteWorld, listWorlds, putWorld, reset, WORLD_EXAMPLE } from './worlds/worlds.ts';

/** A call, and its body: none, one with the members of an example, or one that the call itself looks at. */
type Route = [
  method: 'get' | 'post' | 'put' | 'delete' | 'options',
  path: string,
  call: AdminCall,
  body?: Readonly<Record<string, unknown>> | 'own',
];

const CALLS: Route[] = [
  ['get', '/', getPage],
  ['get', '/dashboard.js', getPageScript],
  ['get', '/layout.js', getLayoutScript],
  ['get', '/style.css', getPageStyle],
  ['get', '/docs', getDocs],
  ['get', '/health', getHealth],
  ['post', '/reset', reset],
  ['post', '/seed', postSeed, SEED_EXAMPLE],
  ['get', '/stories', listStories],
  ['get', '/worlds', listWorlds],
  ['put', '/worlds/:name', putWorld, WORLD_EXAMPLE],
  ['delete', '/worlds/:name', deleteWorld],
  ['get', '/instances', listInstances],
  ['post', '/instances', postInstances, INSTANCES_EXAMPLE],
  ['delete', '/instances', deleteInstances],
  ['get', '/instances/:id', getInstance],
  ['delete', '/instances/:id', deleteInstance],
  ['get', '/instances/:id/diagram', getDiagram],
  ['get', '/instances/:id/lifecycle', getLifecycle],
  ['post', '/instances/:id/wait', waitForInstanceState, { state: 'completed', skip: true, seconds: 10 }],
  ['get', '/instances/:id/events', listEvents],
  ['post', '/instances/:id/events', sendEvent, { type: 'APPROVE', data: {} }],
  ['get', '/clock', getClock],
  ['post', '/clock/advance', advanceClock, { by: 'PT2H' }],
  ['post', '/clock/set', setClock, { to: '2026-12-24T18:00:00Z' }],
  ['post', '/clock/freeze', freezeClock],
  ['post', '/clock/run', runClock],
  ['get', '/requests', listRequests],
  ['delete', '/requests', deleteRequests],
  ['post', '/requests/find', postFind, 'own'],
  ['post', '/requests/count', postCount, 'own'],
  ['get', '/requests.har', getRequestsAsHar],
  ['get', '/requests/:id', getRequest],
  ['get', '/events', getEvents],
  ['get', '/faults', listFaults],
  ['put', '/faults', putFaults, 'own'],
  ['delete', '/faults', deleteFaults],
  ['get', '/faults/profiles', listFaultProfiles],
  ['get', '/snapshots', listSnapshots],
  ['get', '/snapshots/:name', getSnapshot],
  ['put', '/snapshots/:name', putSnapshot, 'own'],
  ['delete', '/snapshots/:name', deleteSnapshot],
  ['post', '/snapshots/:name/load', loadSnapshot, LOAD_EXAMPLE],
  ['get', '/snapshots/:name/diff', getSnapshotDiff],
  ['get', '/snapshots/:name/export', exportSnapshot],
  ['get', '/contracts', listContracts],
  ['get', '/contracts/:api', getContract],
  ['get', '/openapi/:file', getOpenApi],
  ['options', '/openapi/:file', mayReadOpenApi],
  ['get', '/catalogue', getCatalogue],
  [
    'post',
    '/tokens',
    postTokens,
    { realm: 'customers', user: 'anna', client: 'app', ttl: 'PT5M', claims: {} },
  ],
  ['get', '/sessions', listSessions],
  ['post', '/sessions/:id/expire', expireSession],
  ['delete', '/sessions/:id', deleteSession],
  ['post', '/keys/rotate', rotateKeys, { now: true }],
];

export interface AdminOptions extends GuardOptions {
  /** Whether it may only be looked at. */
  readOnly?: boolean;
}

/** The control plane, to be mounted at `/__admin`. */
export function adminRouter(simulation: Simulation, options: AdminOptions): Router {
  const router = Router();
  router.use(guard(options), holdMemory(simulation.memory), parseJsonBody(simulation.memory));
  const { readOnly = false } = options;
  if (readOnly) router.use(refuseChanges);
  for (const route of CALLS) router[route[0]](route[1], handler(simulation, readOnly, route));
  for (const path of new Set(CALLS.map(([, one]) => one))) router.all(path, otherMethod(path));
  router.use((req, res) => {
    const calls = CALLS.map(([method, path]) => `${method.toUpperCase()} /__admin${path}`);
    const detail = `${req.method} ${req.originalUrl} is no call of the control plane, which has: ${calls.join(', ')}.`;
    sendProblem(res, 404, detail);
  });
  router.use(asProblem);
  return router;
}

/** What is answered to a method that a path does not have. */
function otherMethod(path: string): RequestHandler {
  const methods = CALLS.filter(([, one]) => one === path).map(([method]) => method.toUpperCase());
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return ({ method }, res) => {
    res.set('Allow', allowed.join(', '));
    sendProblem(res, 405, `/__admin${path} has ${allowed.join(', ')}, and not ${method}.`);
  };
}

function handler(simulation: Simulation, readOnly: boolean, [, , call, body = {}]: Route): RequestHandler {
  return async (req, res) => {
    if (body !== 'own') onlyMembers(req, body);
    const world = await simulation.worlds.get(worldOf(req));
    await call({
      ...simulation,
      readOnly,
      world,
      instances: new WorldInstances(simulation, world),
      req,
      res,
    });
  };
}

const asProblem: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) return next(error);
  if (error instanceof Wrong) sendProblem(res, error.status, error.message, error.more);
  else if (error instanceof NoSuchWorld) sendProblem(res, 400, `${error.message}.`);
  else if (error instanceof Refusal && error.refusal === 'insufficient-storage')
    sendProblem(res, 507, `It could not be stored: ${error.values.reason}.`);
  else if (error instanceof Mistake) sendProblem(res, 409, error.message);
  else if (error instanceof Refusal) sendProblem(res, 503, `${error.values.reason}.`);
  else if (error instanceof TooManyTransitions) sendProblem(res, 503, `${error.message}.`);
  else if (error.type === 'entity.parse.failed') sendProblem(res, 400, unparsed(error));
  else if (error.type === 'entity.too.large')
    sendProblem(
      res,
      413,
      `The body has ${error.length} bytes; there is memory for ${error.limit} (--max-memory).`,
    );
  else next(error);
};

/** The parser takes what is neither an object nor a list for a mistake in the text. */
function unparsed({ body, message }: { body: string; message: string }): string {
  return failureReason(() => JSON.parse(body)) === undefined
    ? `The body is ${body.trim().slice(0, 40)}; send a JSON object or a list.`
    : `The body is not JSON: ${message}.`;
}
