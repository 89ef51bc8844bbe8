import { join } from 'node:path';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Json, JsonObject } from '../files/json.ts';
import { packageFolder } from '../files/package-folder.ts';
import { readSource } from '../files/source-file.ts';
import { mistakesIn } from '../schema/judging/check-file.ts';
import { newAjv } from '../schema/judging/json-schema-compiler.ts';

/** A trouble that has a name. */
export interface FaultProfile {
  description: string;
  /** The only API, and the only operation of it, that it is for. */
  api?: string;
  operationId?: string;
  /** At most one of them happens; each has the members that a fault has for what happens, and its probability. */
  outcomes: { [member: string]: Json; probability?: number }[];
}

let isFaultList: ValidateFunction | undefined;
let profiles: Map<string, FaultProfile> | undefined;

/** Everything in which a list of faults does not fit `contracts/faults.schema.json`. */
export function faultListProblems(list: unknown): { pointer: string; text: string }[] {
  isFaultList ??= newAjv().compile(
    readSource(join(packageFolder(), 'contracts', 'faults.schema.json')).value as JsonObject,
  );
  return mistakesIn(isFaultList, list);
}

/** The profiles of `contracts/fault-profiles.yaml`, by name. */
export function faultProfiles(): ReadonlyMap<string, FaultProfile> {
  profiles ??= new Map(
    Object.entries(
      readSource<Record<string, FaultProfile>>(join(packageFolder(), 'contracts', 'fault-profiles.yaml'))
        .value,
    ),
  );
  return profiles;
}
