import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import type { Request } from 'express';
import type { Api } from '../../../contracts/reader/api.ts';

type Coding = Api['codings'][number];

/** As quick as the others; what Brotli does best takes a hundred times as long. */
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

const COMPRESS: Record<Coding, (text: string) => Buffer> = {
  gzip: (text) => gzipSync(text),
  br: (text) => brotliCompressSync(text, QUICK),
  deflate: (text) => deflateSync(text),
};

/** The coding of an answer's body: of those that the API has, the one that the client would rather have, if any. */
export function codingFor(req: Request, codings: readonly Coding[]): Coding | undefined {
  if (req.headers['accept-encoding'] === undefined || codings.length === 0) return undefined;
  const accepted = req.acceptsEncodings(...codings, 'identity');
  return codings.find((coding) => coding === accepted);
}

/** Whether a body is to be sent compressed, by its `Content-Encoding`. @returns undefined: as it is */
export function compress(text: string, coding: string | undefined): Buffer | undefined {
  return coding !== undefined && Object.hasOwn(COMPRESS, coding)
    ? COMPRESS[coding as Coding](text)
    : undefined;
}
