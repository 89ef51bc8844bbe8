import express, { type Request, type RequestHandler } from 'express';
import type { MemoryBudget } from '../../domain/memory/memory-budget.ts';
import { inexactNumber } from '../../domain/values/inexact-number.ts';
import { DEEPEST, isTooDeep } from '../../domain/values/nesting.ts';
import { Wrong } from './admin-request.ts';

/** The share of the budget that a body may have: what is read from it takes several times as much. */
const SHARE = 0.25;

/** How long the body was that came with a request. */
const lengths = new WeakMap<object, number>();

/** Reads the JSON of a call's body, whose data is kept as it was sent, or refused; as long as the budget has room for. */
export const parseJsonBody = (budget: MemoryBudget): RequestHandler[] => [
  express.json({
    limit: budget.most * SHARE,
    verify: (req, _res, bytes) => {
      lengths.set(req, bytes.length);
      const inexact = inexactNumber(bytes.toString());
      if (!inexact) return;
      const { pointer, written, read } = inexact;
      const shown = written.length > 60 ? `${written.slice(0, 60)}…` : written;
      const detail = `The number at ${pointer || 'the top'} of the body, ${shown}, cannot be kept as it is and would come back as ${read}; send it as a string.`;
      throw new Wrong(400, detail, { errors: [{ pointer, detail: 'cannot be kept as it is' }] });
    },
  }),
  (req: Request, _res, next) => {
    if (isTooDeep(req.body, { length: lengths.get(req) ?? 0 }))
      throw new Wrong(400, `The body is nested deeper than ${DEEPEST} levels.`);
    next();
  },
];
