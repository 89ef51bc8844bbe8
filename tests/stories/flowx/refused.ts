// How FlowX says no: the eight members of its documented error body, and what the stand-in adds to them.
import { expect } from '@jest/globals';
import type { Response } from 'supertest';
import { type Entry, explained } from '../journal.ts';
import type { Target } from './calls.ts';

export interface Refused {
  status: number;
  title: string;
  /** The true reason, somewhere in `detail`. */
  reason: string | RegExp;
  /** Name of the refusal. */
  name: string;
  /** What to do about it: told in a header of ours and in the journal, never in the product's own words. */
  hint?: string | RegExp;
}

/** Checks status, envelope and journal of a refusal; gives the journal entry for more. */
export async function expectRefused(target: Target, answer: Response, wanted: Refused): Promise<Entry> {
  const { status, body } = answer;
  expect({ status, title: body.title }).toEqual({ status: wanted.status, title: wanted.title });
  expect(answer.headers['content-type']).toBe('application/json');
  expect(body).toEqual({
    entityName: expect.stringMatching(/^ai\.flowx\./),
    defaultMessage: wanted.title,
    errorKey: expect.stringMatching(/^error\./),
    type: expect.stringMatching(/^https:\/\/www\.jhipster\.tech\/problem\//),
    title: wanted.title,
    status: wanted.status,
    message: body.errorKey,
    params: body.entityName,
    detail: expect.stringMatching(wanted.reason),
    ...(body.fieldErrors && { fieldErrors: expect.any(Array) }),
  });
  expect(answer.text).not.toMatch(/\bat .*\.[jt]s:\d+/);
  const entry = await explained(target, answer);
  expect(entry.refusal).toEqual({ name: wanted.name, reason: body.detail });
  expect(entry.hint).toBe(answer.headers['x-mock-hint']);
  if (wanted.hint !== undefined) expect(entry.hint).toMatch(wanted.hint);
  expect(answer.text).not.toMatch(/--learn|flowx-mock|catalogue/);
  expect(body.fieldErrors ?? []).toHaveLength(entry.violations.length);
  return entry;
}
