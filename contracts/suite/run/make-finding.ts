import type { Provenance } from '../../files/provenance.ts';
import { curlOf } from '../../reader/calls/curl.ts';
import type { Outgoing } from '../../reader/calls/outgoing-request.ts';
import type { Case, CaseFailure } from '../cases/case.ts';
import type { Finding, ReceivedAnswer, SentRequest, Verdict } from '../report/report.ts';
import { isReset } from '../sending/http-client.ts';
import type { KnownSecrets } from '../sending/known-secrets.ts';
import type { Incoming } from '../sending/message.ts';

/** Longer bodies are cut in reports. */
const SHOWN = 4000;

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
    ...(request && {
      sent: sentOf(request, secrets),
      curl: curlOf(secrets.request(request), { variables: secrets.variables }),
    }),
    ...(exchange && { received: receivedOf(exchange.received, secrets) }),
    ...(isReset(code) && { reset: true as const }),
    again: again(check),
  });
}

function sentOf({ body, ...rest }: Outgoing, secrets: KnownSecrets): SentRequest {
  return { ...secrets.request(rest), ...(body !== undefined && { body: cut(secrets.text(body)) }) };
}

/** First masked, then cut: a secret cut in two would not be known again. */
function receivedOf({ garbled: _, ...received }: Incoming, secrets: KnownSecrets): ReceivedAnswer {
  return {
    ...secrets.request(received),
    body: cut(secrets.text(received.body)),
    ms: Math.round(received.ms),
  };
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text;
}
