import type { Json, JsonObject } from '../files/json.ts';
import type { Provenance } from '../files/provenance.ts';
import type { SourcePositions } from '../files/source-positions.ts';

/** An API folder, read. */
export interface Api {
  /** The folder's name. */
  name: string;
  title: string;
  /** Spellings of the path prefix; the first is the contract's own. */
  prefixes: string[];
  operations: Operation[];
  securitySchemes: Record<string, SecurityScheme>;
  /** How the credential of each scheme is judged. */
  credentials: Record<string, CredentialRule>;
  /** Headers of every answer of this API. */
  headers: Record<string, string>;
  /** What browsers may send and read, beside what the contract itself names. */
  cors: {
    methods: string[];
    headers: string[];
    /** Whether a page of another origin may send the browser's credentials, and read the answer. */
    credentials: boolean;
  };
  /** The content codings of answers, the preferred first; each client gets what it takes. */
  codings: ('gzip' | 'br' | 'deflate')[];
  /** How many bytes the body of a request may have, unpacked. */
  bodyLimit: number;
  /** The error envelope, a template. */
  envelope: Json;
  /** Default placeholders of the envelope. */
  fields: JsonObject;
  refusals: Map<string, RefusalRule>;
  /** Calls that are known and left out. */
  leftOut: LeftOutCall[];
  /** The bundled OpenAPI 3.1 document. */
  document: JsonObject;
  origins: SourcePositions;
  /** The folder. */
  folder: string;
}

/** A call of the product that is known, and that the contract leaves out on purpose. */
export interface LeftOutCall {
  methods: string[];
  /** Whole path templates, in every spelling; `/*` at the end stands for whatever follows. */
  paths: string[];
  /** Who makes such calls. */
  whose: string;
  /** A clause. */
  why: string;
  page: string;
  /** What to do, in a sentence. */
  instead: string;
}

export interface Operation {
  id: string;
  api: string;
  /** Upper case. */
  method: string;
  /** OpenAPI path template, beginning with the API's first prefix. */
  path: string;
  summary: string;
  /** JSON Pointer of the operation in the bundled document. */
  pointer: string;
  /** The operation object itself. */
  node: JsonObject;
  parameters: Parameter[];
  body?: { required: boolean; content: Record<string, MediaType> };
  /** By status as the contract writes it: `200`, `4XX`, `default`. */
  responses: Map<string, Response>;
  /** Alternatives; each maps the schemes it needs to the permissions it asks. Empty: none needed. */
  security: Record<string, string[]>[];
  provenance: Provenance | undefined;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required: boolean;
  /** JSON Pointer of its schema in the bundled document. */
  pointer: string;
  node: JsonObject;
}

export interface MediaType {
  /** JSON Pointer of its schema, if it has one. */
  pointer?: string;
  examples: { name: string; value: Json }[];
}

export interface Response {
  status: string;
  headers: { name: string; required: boolean; pointer: string; node: JsonObject }[];
  content: Record<string, MediaType>;
  /** JSON Pointer of the response in the bundled document. */
  pointer: string;
  node: JsonObject;
}

export interface SecurityScheme {
  type: string;
  scheme?: string;
  in?: string;
  name?: string;
}

/** `any` non-blank value, `dated` (JWTs within their dates), the `catalogue`, or just these values. */
export type CredentialRule = 'any' | 'dated' | 'catalogue' | string[];

/** A named, deliberate error, as the contract words it. */
export interface RefusalRule {
  name: string;
  /** Every API has it (`contracts/refusals.yaml`), whatever its own words for it are. */
  generic: boolean;
  status: number;
  title: string;
  /** A template. */
  detail: string;
  /** A template: what to do about it, for whoever uses the stand-in; never in the envelope. */
  hint: string;
  code: string;
  fields: JsonObject;
  headers: Record<string, string>;
  /** An envelope of its own. */
  body?: Json;
  /** Other statuses the configuration may choose, each with the envelope that goes with it. */
  variants: Record<string, { body?: Json }>;
  provenance: Provenance | undefined;
}
