// Ref: what one start of a process costs on bare `node:http`, with everything the stand-in promises and nothing else.
// It knows one operation, startProcessByBuild. `node tests/bench/servers/ref.js PORT FOLDER [WITHOUT,…]`, which leaves
// out checks, keeping, journal or log, to see what each costs.
import { createServer } from 'node:http';
import { createGunzip } from 'node:zlib';
import { journal } from './ref/journal.js';
import { openLog } from './ref/log.js';
import { answerHeaders, shownOf, startOf } from './ref/start.js';
import { startValidators } from './ref/validators.js';

const [port, folder, without = ''] = process.argv.slice(2);
const [checks, keeping, journaling, logging] = ['checks', 'keeping', 'journal', 'log'].map(
  (part) => !without.split(',').includes(part),
);
const PATH = /^\/api\/runtime\/app\/([^/]+)\/build\/([^/]+)\/process-name\/([^/]+)\/start$/;

const check = startValidators();
const log = await openLog(folder);
const instances = new Map();
let sequence = 0;

createServer((req, res) => {
  const chunks = [];
  const body = req.headers['content-encoding'] === 'gzip' ? req.pipe(createGunzip()) : req;
  body.on('data', (chunk) => chunks.push(chunk));
  body.on('end', () => void start(req, res, chunks));
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));

async function start(req, res, chunks) {
  const startedAt = performance.now();
  const [, appId, buildId, process] = PATH.exec(req.url) ?? [];
  if (req.method !== 'POST' || process === undefined) return refuse(req, res, 404, 'No such operation.');
  const [, token] = /^Bearer +(\S+)$/.exec(req.headers.authorization ?? '') ?? [];
  if (token === undefined) return refuse(req, res, 401, 'No token.');
  if (req.headers['content-type'] !== 'application/json') return refuse(req, res, 415, 'Not JSON.');
  let data;
  try {
    data = JSON.parse((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)).toString());
  } catch {
    return refuse(req, res, 400, 'Malformed JSON.');
  }
  const headers = { ...req.headers };
  if (checks && !check.path({ appId, buildId, processDefinitionName: process }))
    return refuse(req, res, 400, 'Path.');
  if (checks && !check.headers(headers)) return refuse(req, res, 400, 'Headers.');
  if (checks && !check.body(data)) return refuse(req, res, 400, 'Body.');
  sequence += 1;
  const instance = startOf({ appId, buildId, process, data, sequence });
  if (!instance) return refuse(req, res, 404, 'Unknown id.');
  if (keeping) instances.set(instance.id, instance);
  if (logging) await log.append(JSON.stringify({ world: 'default', instance, sequence }));
  const body = shownOf(instance);
  if (checks && !check.answer(body)) return refuse(req, res, 500, 'Answer.');
  send(req, res, 200, body, data, startedAt);
}

function refuse(req, res, status, detail) {
  send(req, res, status, { status, detail }, undefined, performance.now());
}

function send(req, res, status, body, data, startedAt) {
  const text = JSON.stringify(body);
  const id = journal.next();
  const headers = { ...answerHeaders, 'X-Mock-Request': id, 'Content-Length': Buffer.byteLength(text) };
  if (journaling)
    journal.add({ id, at: new Date().toISOString(), request: req, data, status, headers, body, startedAt });
  res.writeHead(status, headers);
  res.end(text);
}
