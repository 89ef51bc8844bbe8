// What a user finds when following `X-Mock-Request` of an answer.
import { expect } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';

export interface Entry {
  id: string;
  method: string;
  url: string;
  status: number;
  operationId?: string;
  caller?: string;
  body?: unknown;
  headers: Record<string, string>;
  refusal?: { name: string; reason: string };
  hint?: string;
  violations: Violation[];
}

interface Violation {
  in: string;
  pointer: string;
  keyword: string;
  expected: unknown;
  actual?: unknown;
  message: string;
  provenance: { status: string; source: string[] };
}

/** The journal entry of an answer. */
export async function entryOf(
  target: Express | string,
  answer: { headers: Record<string, string> },
): Promise<Entry> {
  const found = await request(target).get(`/__admin/requests/${answer.headers['x-mock-request']}`);
  expect(found.status).toBe(200);
  return found.body as Entry;
}

/** The entry of a refusal, which explains every violation that the answer counts. */
export async function explained(
  target: Express | string,
  answer: { status: number; headers: Record<string, string> },
): Promise<Entry> {
  expect(answer.headers['x-mock-source']).toBe('refusal');
  const entry = await entryOf(target, answer);
  expect(entry.status).toBe(answer.status);
  expect(entry.violations).toHaveLength(Number(answer.headers['x-mock-violations'] ?? 0));
  for (const violation of entry.violations) {
    expect(violation.message).toMatch(/\w/);
    expect(violation).toHaveProperty('expected');
    expect(violation.provenance.status).toMatch(/^(documented|observed|inferred|assumed|contradicted)$/);
    expect(violation.provenance.source.length).toBeGreaterThan(0);
  }
  return entry;
}
