// A second implementation of "Start process by workspace, app, and process name", written from the captured page and
// from the table of refusals alone. It shares nothing with the project: do not import anything of it here.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

const WORKSPACES: Record<string, Record<string, { build: string; processes: string[] }>> = {
  'ws-north': {
    'app-loans': { build: 'build-17', processes: ['customer_onboarding', 'credit check'] },
    'app-cards': { build: 'build-4', processes: ['card_request'] },
  },
  'ws-south': { 'app-claims': { build: 'build-9', processes: ['claim'] } },
};

const PATH = /^\/api\/runtime\/wks\/([^/]+)\/app\/([^/]+)\/process-name\/([^/]+)\/start$/;
const MEGABYTE = 1024 * 1024;

/** A refusal: its status and what is wrong. */
class No extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function startByNameServer(): Server {
  return createServer(async (req, res) => {
    try {
      reply(res, 200, await start(req));
    } catch (error) {
      const { status, message } = error instanceof No ? error : new No(500, 'failed');
      if (status === 405) res.setHeader('Allow', 'POST');
      reply(res, status, { status, message });
    }
  });
}

async function start(req: IncomingMessage): Promise<object> {
  const [, workspaceId = '', appId = '', processName = ''] =
    PATH.exec((req.url ?? '').split('?')[0] ?? '') ?? [];
  if (workspaceId === '') throw new No(404, 'no such path');
  if (req.method !== 'POST') throw new No(405, 'POST only');
  if (!/^Bearer \S+$/.test(req.headers.authorization ?? '')) throw new No(401, 'a bearer token is needed');
  checkBody(await read(req), req.headers['content-type'] ?? '');
  const application = WORKSPACES[decodeURIComponent(workspaceId)]?.[decodeURIComponent(appId)];
  if (!application) throw new No(404, 'no such application in this workspace');
  const processDefinitionName = decodeURIComponent(processName);
  if (!application.processes.includes(processDefinitionName))
    throw new No(404, 'Process definition not found.');
  const uuid = randomUUID();
  return {
    processDefinitionName,
    uuid,
    state: 'STARTED',
    applicationId: decodeURIComponent(appId),
    buildId: application.build,
    instanceMetadata: { processInstanceUuid: uuid },
  };
}

async function read(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function checkBody(bytes: Buffer, type: string): void {
  if (bytes.length > MEGABYTE) throw new No(413, 'over 1 MB');
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new No(415, 'the body must be application/json');
  let values: unknown;
  try {
    values = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new No(400, 'malformed JSON');
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) throw new No(400, 'no object');
  const { startCondition } = values as { startCondition?: unknown };
  if (startCondition !== undefined && typeof startCondition !== 'string')
    throw new No(400, 'startCondition is a text');
}

function reply(res: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  res.end(text);
}
