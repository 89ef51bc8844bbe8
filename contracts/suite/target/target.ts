import type { Json } from '../../files/json.ts';
import type { SourceFile } from '../../files/source-file.ts';

/** A credential that is refused, or not good enough. */
export interface BadCredential {
  name: string;
  value: string;
  /** Name of the refusal it gets. */
  refusal: string;
  /** Only these operations; without it, all that take the scheme. */
  operations?: string[];
  /** Only operations that ask for this permission. */
  lacks?: string;
  /** Sent so often; the last one is refused. */
  repeat?: number;
}

/** The credentials of one security scheme. */
interface Credentials {
  value: string;
  bad?: BadCredential[];
}

/** How an instance's data is read where the API has no call for it. */
interface ReadBack {
  /** `{base}/…/{id}`. */
  url: string;
  headers?: Record<string, string>;
  /** JSON Pointer of the data in the answer. */
  data?: string;
}

/** A well-formed request that the server refuses. */
export interface RefusedRequest {
  name: string;
  /** Name of the refusal it gets. */
  refusal: string;
  values?: Record<string, Json>;
  query?: Record<string, string>;
  body?: Json;
}

export interface OperationTarget {
  /** Why it is left out. */
  skip?: string;
  /** Why it cannot be called: what the targets file does not say. */
  cannot?: string;
  values?: Record<string, Json>;
  /** By security scheme, instead of those of the API. */
  credentials?: Record<string, string>;
  /** Bodies that this server takes, instead of the documented and the generated ones. */
  bodies?: Json[];
  hopeless?: RefusedRequest[];
}

/** What need not be seen. */
interface Waiver {
  operation: string;
  what: string;
  reason: string;
  /** The last day, `2027-01-31`. */
  until: string;
}

/** What the suite has to know to call one API of one server. */
export interface ApiTarget {
  basePath?: string;
  /** By the name of the parameter or of the body's member: ids that the server knows. */
  values: Record<string, Json>;
  credentials: Record<string, Credentials>;
  readBack?: ReadBack;
  operations?: Record<string, OperationTarget>;
  /** Origin of a page that the server lets in. */
  origin?: string;
  /** Bytes of a body that is refused for its size. */
  oversize?: number;
  waivers?: Waiver[];
  ceilings?: { starts?: number };
}

/** Everything that is known about a server. */
export interface Targets {
  apis: Map<string, ApiTarget>;
  /** Values that must never be told, and what is written instead: the name of a variable. */
  secrets: Map<string, string>;
  /** The file, where there is one. */
  source?: SourceFile;
  health?: string;
}
