import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import type { Request } from 'express';
import type { Api } from '../../../contracts/reader/api.ts';

type Coding = Api['codings'][number];

/** As quick as the others; what Brotli does best takes a hundred times as long. */
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/**
 * Up to here an answer is one packet with its headers, however well it is packed, and packing it takes as long as all
 * the rest of the answer: it is only wrapped, as level 0 has it.
 */
const ONE_PACKET = 1_000;
/** Little memory, as making room for more takes longest of all. */
const WRAPPED = { level: 0, windowBits: 9, memLevel: 1, chunkSize: 2 * ONE_PACKET };
/** Level 6, as it comes, is a tenth smaller and takes twice as long. */
const FAST = { level: 1 };

const COMPRESS: Record<Coding, (text: string) => Buffer> = {
  gzip: (text) => gzipSync(text, text.length <= ONE_PACKET ? WRAPPED : FAST),
  br: (text) => brotliCompressSync(text, QUICK),
  deflate: (text) => deflateSync(text, text.length <= ONE_PACKET ? WRAPPED : FAST),
};

/** How many spellings of the header are remembered, and of which length, in characters; browsers have one each. */
const MOST_REMEMBERED = 50;
const LONGEST_REMEMBERED = 200;

/** What a spelling of `Accept-Encoding` comes to, by the codings that an API has. */
const remembered = new WeakMap<readonly Coding[], Map<string, Coding | undefined>>();

/** The coding of an answer's body: of those that the API has, the one that the client would rather have, if any. */
export function codingFor(req: Request, codings: readonly Coding[]): Coding | undefined {
  const accepted = req.headers['accept-encoding'];
  if (accepted === undefined || codings.length === 0) return undefined;
  const known = remembered.get(codings) ?? new Map<string, Coding | undefined>();
  remembered.set(codings, known);
  const spelling = String(accepted);
  if (known.has(spelling)) return known.get(spelling);
  const best = req.acceptsEncodings(...codings, 'identity');
  const coding = codings.find((one) => one === best);
  if (known.size < MOST_REMEMBERED && spelling.length <= LONGEST_REMEMBERED) known.set(spelling, coding);
  return coding;
}

/** Whether a body is to be sent compressed, by its `Content-Encoding`. @returns undefined: as it is */
export function compress(text: string, coding: string | undefined): Buffer | undefined {
  return coding !== undefined && Object.hasOwn(COMPRESS, coding)
    ? COMPRESS[coding as Coding](text)
    : undefined;
}
