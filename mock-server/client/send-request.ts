import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What is sent. */
export interface Outgoing {
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/** What came back. */
export interface Incoming {
  status: number;
  text: string;
}

/**
 * Opens an answer that goes on, on a connection of its own.
 * @param signal ends it
 * @throws Error where nothing answers
 */
export function openStream(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, { headers, agent: false, signal }, resolve).on('error', reject).end();
  });
}

/**
 * Sends one request on a connection of its own. Not by `fetch`: that keeps what it knows of every address for good,
 * which for hundreds of stand-ins, each on a port of its own, is a leak; and it may be told to go through a proxy.
 */
export function exchange(url: string, { method, headers, body }: Outgoing): Promise<Incoming> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
