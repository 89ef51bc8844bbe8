import type { Request, Response } from 'express';
import type { Operation } from '../../contracts/reader/api.ts';
import {
  exportOpenApi,
  OPENAPI_VERSIONS,
  type OpenApiVersion,
} from '../../contracts/reader/export/export-openapi.ts';
import { askedAddress } from '../http/transport/asked-address.ts';
import { hostName, isLoopback } from '../http/transport/own-host.ts';
import { DEFAULT_WORLD } from '../worlds/world-name.ts';
import { type AdminCall, Wrong } from './transport/admin-request.ts';
import { onlyParameters, parameter } from './transport/parameters.ts';

/** By API, what is promised: every operation with its address, its statuses and where the promise comes from, and which tokens it takes. */
export const listContracts: AdminCall = ({ apis, identity, res }) => {
  const described = apis.map(({ api }) => {
    const operations = api.operations.map(about);
    const { title, prefixes, name } = api;
    const { tokens = 'issued' } = identity.rules[name] ?? {};
    return [name, { title, prefixes, tokens, openapi: `/__admin/openapi/${name}.json`, operations }];
  });
  res.json(Object.fromEntries(described));
};

function about({ id, method, path, summary, responses, provenance }: Operation) {
  return { operationId: id, method, path, summary, statuses: [...responses.keys()], provenance };
}

/**
 * An API for people: each operation with a call that works in the world as it is (`url` without what stands before the
 * path), or why there is none, and the calls that the contract leaves out.
 */
export const getContract: AdminCall = async ({ req, res, world, ...simulation }) => {
  const { apis } = simulation;
  const loaded = apis.find(({ api }) => api.name === req.params.api);
  if (!loaded)
    throw new Wrong(
      404,
      `There is no API ${req.params.api} here, but ${apis.map(({ api }) => api.name).join(', ')}.`,
    );
  // Making the calls generates values, and the library for that takes long to load.
  const { workingCalls } = await import('../simulation/working-calls.ts');
  const { title, prefixes, name, leftOut } = loaded.api;
  const calls = await workingCalls(simulation, loaded, world, '');
  const operations = calls.map(({ operation, ...call }) => ({ ...about(operation), ...call }));
  res.json({ title, prefixes, openapi: `/__admin/openapi/${name}.json`, operations, leftOut });
};

/**
 * The bundled OpenAPI document of an API, 3.1 or with `?version=3.0`; its server is the address that it was asked at, and
 * inside a world that world.
 */
export const getOpenApi: AdminCall = ({ apis, world, req, res }) => {
  onlyParameters(req, ['version']);
  const version = parameter(req, 'version') ?? OPENAPI_VERSIONS[0];
  if (!isVersion(version))
    throw new Wrong(400, `version is ${OPENAPI_VERSIONS.join(' or ')}, not "${version}".`);
  const file = String(req.params.file);
  const found = apis.find(({ api }) => `${api.name}.json` === file);
  if (!found) {
    throw new Wrong(
      404,
      `There is no ${file} here, but ${apis.map(({ api }) => `${api.name}.json`).join(', ')}.`,
    );
  }
  letLoopbackRead(req, res);
  const inside = world.name === DEFAULT_WORLD ? '' : `/@${world.name}`;
  const { origin, prefix } = askedAddress(req);
  res.json(exportOpenApi(found.api, origin + prefix + inside, version));
};

/** What a browser asks before it reads the document with a header of its own. */
export const mayReadOpenApi: AdminCall = ({ req, res }) => {
  letLoopbackRead(req, res);
  const { origin, 'access-control-request-headers': asked } = req.headers;
  if (origin !== undefined && res.get('Access-Control-Allow-Origin') === origin) {
    res.set('Access-Control-Allow-Methods', 'GET, HEAD');
    if (asked !== undefined) res.set('Access-Control-Allow-Headers', asked);
  }
  res.set('Allow', 'GET, HEAD, OPTIONS').status(204).end();
};

/** Pages that show documents, and generators in a browser, may read it from another port of this machine. */
function letLoopbackRead({ headers }: Request, res: Response): void {
  res.vary('Origin');
  const { origin = '' } = headers;
  if (isLoopback(hostName(origin.replace(/^https?:\/\//i, ''))))
    res.set('Access-Control-Allow-Origin', origin);
}

const isVersion = (text: string): text is OpenApiVersion =>
  OPENAPI_VERSIONS.some((version) => version === text);
