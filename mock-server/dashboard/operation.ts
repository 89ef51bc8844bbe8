import type { Outgoing } from '../../contracts/reader/calls/outgoing.ts';

/** An API as `/__admin/contracts/API` has it. */
export interface Api {
  title: string;
  prefixes: string[];
  operations: ApiOperation[];
  leftOut: LeftOutCall[];
}

export interface ApiOperation {
  operationId: string;
  method: string;
  path: string;
  summary: string;
  statuses: string[];
  provenance?: { status: string; source: string[]; note?: string };
  /** A call that works; its address without what stands before the path. */
  outgoing?: Outgoing;
  /** Why there is none. */
  impossible?: string;
}

/** A call of the product that is known and not answered. */
export interface LeftOutCall {
  methods: string[];
  paths: string[];
  whose: string;
  why: string;
  page: string;
  instead: string;
}
