import { body } from './body.ts';
import type { Check } from './check.ts';
import { consistency } from './consistency.ts';
import { contentType } from './content-type.ts';
import { headers } from './headers.ts';
import { refusalEnvelope } from './refusal-envelope.ts';
import { statusDeclared } from './status-declared.ts';
import { wasAccepted } from './was-accepted.ts';
import { wasRefused } from './was-refused.ts';

/** What every answer is judged by. */
export const CHECKS: Check[] = [
  statusDeclared,
  contentType,
  headers,
  body,
  refusalEnvelope,
  wasAccepted,
  wasRefused,
  consistency,
];
