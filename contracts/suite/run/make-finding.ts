import type { Json } from '../../files/json.ts';
import type { Provenance } from '../../files/provenance.ts';
import type { Outgoing } from '../../reader/calls/outgoing.ts';
import type { Case, CaseFailure } from '../cases/case.ts';
import type { Finding, ReceivedAnswer, SentRequest, Verdict } from '../report/report.ts';
import { isReset } from '../sending/http-client.ts';
import type { KnownSecrets } from '../sending/known-secrets.ts';
import type { Incoming } from '../sending/message.ts';
import { curlWithoutSecrets } from './curl-without-secrets.ts';

/** Longer bodies and values are cut in reports. */
const SHOWN = 4000;
/** No form of a secret is longer: what is cut is cut so far behind what is shown that none is cut in two. */
const BEYOND = 4000;

/** A failed promise of a page or of recorded traffic is a violation; one that was only worked out is a discovery. */
export function verdictOf({ status }: Provenance): Verdict {
  return status === 'inferred' || status === 'assumed' ? 'discovery' : 'violation';
}

/** What was found, as it is reported: without secrets, with what is needed to look again. */
export function findingOf(
  { contract, name }: Case,
  { check, failure, exchange, sent, code }: CaseFailure,
  secrets: KnownSecrets,
  again: (check: string) => string,
): Finding {
  const request = exchange?.sent ?? sent;
  const { id, api } = contract.operation;
  return secrets.everywhere({
    verdict: verdictOf(failure.provenance),
    check,
    api,
    operationId: id,
    case: name,
    cause: '',
    ...failure,
    ...(failure.expected !== undefined && { expected: short(failure.expected, secrets) }),
    ...(failure.actual !== undefined && { actual: short(failure.actual, secrets) }),
    ...(request && {
      sent: sentOf(request, secrets),
      curl: curlWithoutSecrets(request, secrets),
    }),
    ...(exchange && { received: receivedOf(exchange.received, secrets) }),
    ...(isReset(code) && { reset: true as const }),
    again: again(check),
  });
}

function sentOf({ body, ...rest }: Outgoing, secrets: KnownSecrets): SentRequest {
  return { ...secrets.request(rest), ...(body !== undefined && { body: cut(body, secrets) }) };
}

function receivedOf({ garbled: _, body, ms, ...head }: Incoming, secrets: KnownSecrets): ReceivedAnswer {
  return { ...secrets.request(head), body: cut(body, secrets), ms: Math.round(ms) };
}

/** First masked, then cut: a secret cut in two would not be known again. Of a long text only its beginning is masked. */
function cut(text: string, secrets: KnownSecrets): string {
  if (text.length <= SHOWN) return secrets.text(text);
  const whole = text.length <= SHOWN + BEYOND;
  const masked = secrets.text(text.slice(0, SHOWN + BEYOND));
  const sure = whole ? SHOWN : Math.max(0, Math.min(SHOWN, masked.length - BEYOND));
  return `${masked.slice(0, sure)}… (${text.length} characters)`;
}

/** A value that was expected or seen, where it is not too long to be read. */
function short(value: Json, secrets: KnownSecrets): Json {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  return typeof text === 'string' && text.length > SHOWN ? cut(text, secrets) : value;
}
