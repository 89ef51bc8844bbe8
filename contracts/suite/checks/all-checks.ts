import { body } from './body.ts';
import type { Check } from './check.ts';
import { consistency } from './consistency.ts';
import { contentType } from './content-type.ts';
import { headers } from './headers.ts';
import { envelope } from './refusal-envelope.ts';
import { statusDeclared } from './status-declared.ts';
import { accepted } from './was-accepted.ts';
import { refused } from './was-refused.ts';

/** What every answer is judged by. */
export const CHECKS: Check[] = [
  statusDeclared,
  contentType,
  headers,
  body,
  envelope,
  accepted,
  refused,
  consistency,
];
