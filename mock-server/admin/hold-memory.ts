import type { RequestHandler } from 'express';
import type { MemoryBudget } from '../domain/memory/memory-budget.ts';
import { RequestMemory } from '../http/transport/request-memory.ts';

/** What a body without a length may have. */
const UNKNOWN = 1024 * 1024;

/** Counts what a call takes of memory, and refuses it where there is no room; the health can always be asked for. */
export function holdMemory(budget: MemoryBudget): RequestHandler {
  return (req, res, next) => {
    const memory = new RequestMemory(budget, req, res);
    const { 'content-length': length, 'transfer-encoding': coding } = req.headers;
    if (req.path !== '/health') {
      memory.takeRequest();
      memory.takeBytes(coding === undefined ? Number(length ?? 0) : UNKNOWN);
    }
    next();
  };
}
