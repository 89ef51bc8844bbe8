// A single thing that is wrong with an otherwise correct server.
import type { Operation } from '../../../contracts/reader/api.ts';

/** A request on its way to the correct server. */
export interface Asked {
  method: string;
  /** Path and query, as they are on the wire. */
  url: string;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Buffer;
  /** The operation whose path it has, whatever its method. */
  operation?: Operation;
}

/** An answer on its way back; the body is not compressed here. */
export interface Answered {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string | string[]>;
  body: Buffer;
  /** `cut`: the connection ends in the middle of the body; `never`: nothing is sent; `raw`: the body goes as it is. */
  wire?: 'cut' | 'never' | 'raw';
}

/** Asks the correct server, as often as a layer likes. */
export type Pass = (asked: Asked) => Promise<Answered>;

/** What stands before the correct server: it may alter the request, the answer, or give an answer of its own. */
export type Layer = (asked: Asked, pass: Pass) => Promise<Answered>;

export interface Defect {
  /** `startProcessByBuild: uuid is missing`. */
  name: string;
  api: 'flowx' | 'apptor' | 'organization';
  /** The operation at which it shows; undefined: all of the API. */
  operationId?: string;
  /** The table it stands in. */
  kind: string;
  /** A fresh layer, with a memory of its own where it needs one. */
  layer: () => Layer;
}
