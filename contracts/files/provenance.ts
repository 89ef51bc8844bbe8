import { isObject, type JsonObject } from './json.ts';
import type { SourcePositions } from './source-positions.ts';

/** How sure we are of a promise; the meanings stand in contracts/README.md. */
export const STATUSES = ['documented', 'observed', 'inferred', 'assumed', 'contradicted'] as const;
export type ProvenanceStatus = (typeof STATUSES)[number];

export interface Provenance {
  status: ProvenanceStatus;
  /** Addresses of the pages. */
  source: string[];
  /** What was decided and why; always there unless documented. */
  note?: string;
  /** Decisions with the same topic are one. */
  topic?: string;
}

/** What counts where nothing carries a provenance; a repository test keeps this from ever being seen. */
export const UNKNOWN: Provenance = { status: 'assumed', source: [], note: 'No provenance is given.' };

/** An OpenAPI document is documentation: what counts where none of its parts says otherwise. */
const DOCUMENTED: Provenance = { status: 'documented', source: [] };

/**
 * The provenance of a part of a contract, or of one keyword of a schema: the keyword's own, else that of the nearest
 * part around it that carries one.
 */
export function provenanceOf(
  part: object,
  origins: SourcePositions,
  keyword?: string,
): Provenance | undefined {
  for (const around of origins.ancestors(part)) {
    const carried = (around as JsonObject)['x-provenance'];
    if (!isObject(carried)) continue;
    const own =
      around === part && keyword && isObject(carried.keywords) ? carried.keywords[keyword] : undefined;
    if (isObject(own)) return read(own);
    if (typeof carried.status === 'string') return read(carried);
  }
  return !origins.knows(part) || origins.tellsProvenance ? undefined : { ...DOCUMENTED };
}

/** Reads what stands under `x-provenance`. */
export function read(carried: JsonObject): Provenance {
  const { source, note, topic } = carried;
  return {
    status: carried.status as ProvenanceStatus,
    source: (Array.isArray(source) ? source : [source]).filter((page) => typeof page === 'string'),
    ...(typeof note === 'string' && { note }),
    ...(typeof topic === 'string' && { topic }),
  };
}
