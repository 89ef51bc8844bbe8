import { curlOf } from '../../reader/calls/curl.ts';
import type { Outgoing } from '../../reader/calls/outgoing.ts';
import type { KnownSecrets } from '../sending/known-secrets.ts';

/** Bytes: a longer body is there for its size, and is written as a command that makes one of that size. */
const BY_SIZE = 100_000;

/** The command line that sends a request again, with variables for what is secret. */
export function curlWithoutSecrets(outgoing: Outgoing, secrets: KnownSecrets): string {
  const { variables } = secrets;
  const { body, ...rest } = outgoing;
  const bytes = body === undefined ? 0 : Buffer.byteLength(body);
  if (bytes <= BY_SIZE) return curlOf(secrets.message(outgoing), { variables });
  const curl = curlOf(secrets.message(rest), { variables });
  return `head -c ${bytes} /dev/zero | ${curl} --data-binary @-`;
}
