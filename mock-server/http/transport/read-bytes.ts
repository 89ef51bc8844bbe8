import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Refusal } from '../../domain/values/refusal.ts';
import type { RequestMemory } from './request-memory.ts';

const DECODERS = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  // The older name of the same (RFC 9110, 8.4.1.3).
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * Reads a body, unpacked. A body that is too large is refused as soon as that is known, not when all of it has come;
 * what is left of it is read and thrown away, so that the connection stays of use.
 * @param limit in bytes, unpacked
 * @param memory of which it takes
 * @throws Refusal body-too-large, unsupported-media-type, request-malformed, insufficient-storage
 */
export async function readBytes(
  req: IncomingMessage,
  limit: number,
  memory: Pick<RequestMemory, 'takeBytes'>,
): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const stream = unpacked(req);
  try {
    return await collect(req, stream, (length, chunk) => {
      if (length > limit) throw tooLarge(limit);
      memory.takeBytes(chunk);
    });
  } finally {
    if (stream !== req) {
      req.unpipe();
      stream.destroy();
    }
    req.resume();
  }
}

function unpacked(req: IncomingMessage): Readable {
  const coding = req.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (coding === 'identity') return req;
  const decoder = DECODERS.get(coding)?.();
  if (decoder) return req.pipe(decoder);
  throw new Refusal('unsupported-media-type', {
    actual: `Content-Encoding ${coding}`,
    expected: [...DECODERS.keys(), 'none'].join(', '),
  });
}

/** @param check throws where there is to be no more of it; told how much there is, and how much just came */
function collect(
  req: IncomingMessage,
  stream: Readable,
  check: (length: number, chunk: number) => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const refuse = (error: unknown): void => {
      chunks.length = 0;
      stream.removeAllListeners('data').resume();
      reject(error);
    };
    const fail = ({ message }: Error): void =>
      reject(new Refusal('request-malformed', { reason: `the body cannot be read: ${message}` }));
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      try {
        check(length, chunk.length);
        chunks.push(chunk);
      } catch (error) {
        refuse(error);
      }
    });
    stream.on('end', () => resolve(Buffer.concat(chunks)));
    stream.on('error', fail);
    if (stream !== req) req.on('error', fail);
    // After the end of the body this comes too, and has no effect any more, nor should it.
    req.on('close', () => {
      if (!req.complete) fail(new Error('the client went away'));
    });
  });
}

function tooLarge(limit: number): Refusal {
  return new Refusal('body-too-large', { limit });
}
