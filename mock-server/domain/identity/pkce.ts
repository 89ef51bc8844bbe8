import { createHash } from 'node:crypto';

/** RFC 7636, sections 4.1 and 4.2. */
const FORM = /^[A-Za-z0-9._~-]{43,128}$/;

/** Whether a text can be a code verifier, or a challenge. */
export function isPkceText(text: string): boolean {
  return FORM.test(text);
}

/** The S256 challenge of a verifier. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}
