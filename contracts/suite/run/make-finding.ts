import type { Json } from '../../files/json.ts';
import type { Provenance } from '../../files/provenance.ts';
import type { Outgoing } from '../../reader/calls/outgoing.ts';
import { eraserOf, mapTexts } from '../../reader/erase-texts.ts';
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
  const found = new Set<string>();
  const finding = secrets.everywhere({
    verdict: verdictOf(failure.provenance),
    check,
    api,
    operationId: id,
    case: name,
    cause: '',
    ...failure,
    ...(failure.expected !== undefined && { expected: short(failure.expected, secrets, found) }),
    ...(failure.actual !== undefined && { actual: short(failure.actual, secrets, found) }),
    ...(request && {
      sent: sentOf(request, secrets, found),
      curl: curlWithoutSecrets(request, secrets),
    }),
    ...(exchange && { received: receivedOf(exchange.received, secrets, found) }),
    ...(isReset(code) && { reset: true as const }),
    again: again(check),
  });
  // What stood under the name of a secret may be told again: in the sentence, or in the texts of an answer.
  return mapTexts(finding, eraserOf(found));
}

function sentOf({ body, ...rest }: Outgoing, secrets: KnownSecrets, found: Set<string>): SentRequest {
  return {
    ...secrets.message(rest, found),
    ...(body !== undefined && { body: shownBody(body, secrets, found) }),
  };
}

function receivedOf(
  { garbled: _, body, ms, ...head }: Incoming,
  secrets: KnownSecrets,
  found: Set<string>,
): ReceivedAnswer {
  return { ...secrets.message(head, found), body: shownBody(body, secrets, found), ms: Math.round(ms) };
}

/** First masked, then cut: a secret cut in two would not be known again. Of a long text only its beginning is masked. */
function shownBody(body: string, secrets: KnownSecrets, found: Set<string>): string {
  const whole = body.length <= SHOWN + BEYOND;
  const shown = secrets.body(body, found, SHOWN + BEYOND);
  if (whole && shown.length <= SHOWN) return shown;
  const sure = whole ? SHOWN : Math.max(0, Math.min(SHOWN, shown.length - BEYOND));
  return cut(shown.slice(0, sure), body.length);
}

const cut = (text: string, length: number): string => `${text.slice(0, SHOWN)}… (${length} characters)`;

/** A value that was expected or seen, where it is not too long to be read. */
function short(value: Json, secrets: KnownSecrets, found: Set<string>): Json {
  const shown = secrets.value(value, found);
  const text = typeof shown === 'object' && shown !== null ? JSON.stringify(shown) : shown;
  return typeof text === 'string' && text.length > SHOWN ? cut(text, text.length) : shown;
}
