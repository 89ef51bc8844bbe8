import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorRequestHandler } from 'express';
import { Refusal } from '../../domain/values/refusal.ts';
import { problem } from '../transport/problem.ts';
import type { Cors } from './cors.ts';

type Thrown = { status?: number; message: string; stack?: string };

/** What the control plane's calls throw, and what Express itself refuses, for instance a path it cannot decode. */
export function lastResort(cors: Cors): ErrorRequestHandler {
  return (error: Thrown, req, res, next) => {
    if (res.headersSent) return next(error);
    const { status, headers, body } = problemOf(error);
    if (status === 500) process.stderr.write(`mock-defect: ${error.stack}\n`);
    // The control plane is for its own pages.
    const open = req.path.startsWith('/__admin') ? {} : cors.headers(req.headers, undefined);
    res
      .status(status)
      .set({ ...headers, ...open })
      .send(JSON.stringify(body));
  };
}

/** Answers a request whose target is no URL; nobody can tell whose it is. */
export function refuseTarget(cors: Cors, req: IncomingMessage, res: ServerResponse): void {
  if (res.headersSent) return void res.destroy();
  const { status, headers, body } = problem(400, 'The request cannot be read: its target is no URL.');
  const text = JSON.stringify(body);
  const all = {
    ...headers,
    ...cors.headers(req.headers, undefined),
    'Content-Length': Buffer.byteLength(text),
  };
  res.writeHead(status, all).end(text);
}

function problemOf(error: Thrown) {
  if (error instanceof Refusal)
    return problem(503, `The request cannot be answered: ${error.values.reason}.`);
  const { status = 500 } = error;
  if (status >= 400 && status < 500) return problem(status, error.message);
  return problem(500, 'The stand-in failed; its log says why.');
}
