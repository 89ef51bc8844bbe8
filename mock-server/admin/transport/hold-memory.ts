import type { RequestHandler } from 'express';
import type { MemoryBudget } from '../../domain/memory/memory-budget.ts';
import { RequestMemory } from '../../http/transport/request-memory.ts';

/** What a body without a length may have. */
const UNKNOWN = 1024 * 1024;

const taken = new WeakMap<object, RequestMemory>();

/** What the call takes that is answered with this. */
export const memoryOf = (res: object): RequestMemory | undefined => taken.get(res);

/** Counts what a call takes of memory, and refuses it where there is no room; the health can always be asked for. */
export function holdMemory(budget: MemoryBudget): RequestHandler {
  return (req, res, next) => {
    const memory = new RequestMemory(budget, req, res);
    taken.set(res, memory);
    const { 'content-length': length, 'transfer-encoding': coding } = req.headers;
    if (req.path !== '/health') {
      memory.takeRequest();
      memory.takeBytes(coding === undefined ? Number(length ?? 0) : UNKNOWN);
    }
    next();
  };
}
