import type { Diagnosis, SeenRequest } from '../examination/diagnosis.ts';
import { requestsOf, whereIs } from '../examination/requests-of.ts';

const UNAUTHORIZED = 401;
const UNSUPPORTED_MEDIA_TYPE = 415;

/** Requests that were refused because of a header: one that is missing, a content type, credentials. */
export const missingHeader: Diagnosis = (patient) =>
  requestsOf(patient, aboutHeaders).map((one) => ({
    name: 'missing-header',
    what: one.text,
    where: whereIs(patient, one),
    why: one.request.why ?? 'It was refused for that.',
    mend: mendOf(one.request),
  }));

function aboutHeaders(request: SeenRequest): string | undefined {
  const { operationId, status, headers } = request;
  if (operationId === undefined || !request.refusal) return undefined;
  const missing = missingOf(request);
  if (missing.length > 0) return `${operationId} is called without the header ${missing.join(', ')}`;
  if (status === UNSUPPORTED_MEDIA_TYPE && isPacked(request))
    return `${operationId} is called with Content-Encoding: ${headers['content-encoding']}`;
  if (status === UNSUPPORTED_MEDIA_TYPE)
    return headers['content-type'] === undefined
      ? `${operationId} is called without Content-Type`
      : `${operationId} is called with Content-Type: ${headers['content-type']}`;
  // A token that is out of date is another matter.
  if (status !== UNAUTHORIZED || /expired|not-yet-valid/.test(request.refusal.name)) return undefined;
  return `${operationId} is called with no credentials, or with others than it takes`;
}

/** Whether it was refused for how its body is packed. */
function isPacked({ refusal }: SeenRequest): boolean {
  return /Content-Encoding/.test(refusal?.reason ?? '');
}

function mendOf(request: SeenRequest): string {
  const missing = missingOf(request);
  if (missing.length > 0) return `Send ${missing.join(', ')} with every call of ${request.operationId}.`;
  if (request.status === UNSUPPORTED_MEDIA_TYPE && isPacked(request))
    return 'Send the body as it is, or packed with gzip, deflate or br.';
  if (request.status === UNSUPPORTED_MEDIA_TYPE) return 'Send Content-Type: application/json.';
  return 'Send credentials as the reason says; GET /__admin/catalogue lists the keys there are, and serve --examples prints curl lines that work.';
}

function missingOf({ violations }: SeenRequest): string[] {
  return violations
    .filter(({ in: part, keyword }) => part === 'header' && keyword === 'required')
    .map(({ pointer }) => pointer.slice(1));
}
