import type { IncomingMessage } from 'node:http';
import { Refusal } from '../../domain/values/refusal.ts';
import type { Router } from '../../simulation/apis/operation-router.ts';
import type { Exchange } from '../exchange.ts';
import { refuseUnknownAddress, type Unanswered } from './refuse-unknown-address.ts';

/**
 * Finds the operation of a request.
 * @throws Refusal request-malformed, unknown-path, left-out, method-not-allowed
 */
export function route(exchange: Exchange, router: Router, unanswered: Unanswered): void {
  const { path, entry, req, match } = exchange;
  checkHost(req);
  checkEncoding(path);
  if (!match) throw refuseUnknownAddress(exchange, router.at(path), unanswered);
  exchange.contract = match.contract;
  exchange.params = match.params;
  entry.operationId = match.contract.operation.id;
  entry.params = match.params;
}

/** RFC 9112, section 3.2; Node would refuse it without a body. */
function checkHost({ headers, httpVersion }: IncomingMessage): void {
  if (headers.host !== undefined || httpVersion === '1.0') return;
  throw new Refusal('request-malformed', { reason: 'an HTTP/1.1 request has a Host header' });
}

function checkEncoding(path: string): void {
  if (!path.includes('%')) return;
  try {
    decodeURIComponent(path);
  } catch {
    throw new Refusal('request-malformed', { reason: 'the path is not valid percent-encoded UTF-8' });
  }
}
