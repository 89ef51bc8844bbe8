import type { Breach } from '../domain/values/refusal.ts';

/** A breach as a clause with its subject: `'customerEmail' is required`. */
export function violationText({ pointer, in: part, message }: Breach): string {
  return `${pointer === '' ? `the ${part}` : `'${pointer.slice(1)}'`} ${message}`;
}
