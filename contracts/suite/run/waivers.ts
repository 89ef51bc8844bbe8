import { basename } from 'node:path';
import { stringify } from 'yaml';
import { isObject, type Json, type JsonObject } from '../../files/json.ts';
import type { Place } from '../../files/mistake.ts';
import type { Api, Operation } from '../../reader/api.ts';
import { loadApi } from '../../reader/read-api.ts';
import type { CheckFailure } from '../checks/check.ts';
import type { Finding, Report } from '../report/report.ts';
import { overlaysOf } from '../target/read-targets.ts';
import type { VerifyOptions } from './verify-options.ts';

/** Something that a real server does instead of what was inferred or assumed. */
interface Observed {
  check: string;
  case: string;
  promise: string;
  actual: Json;
}

/**
 * What a run saw instead of promises that were only inferred or assumed, as an OpenAPI Overlay 1.0: later runs take it
 * through `overlays` of their targets file, and a contract folder as its `overlay.yaml`.
 */
export function overlayOf(report: Report, apis: readonly Api[]): string {
  const findings = report.cases
    .flatMap((one) => one.findings)
    .filter(({ verdict }) => verdict === 'discovery');
  const actions = apis.flatMap((api) =>
    api.operations.flatMap((operation) => {
      const mine = findings.filter((one) => one.api === api.name && one.operationId === operation.id);
      return mine.length === 0 ? [] : [actionOf(operation, mine, report)];
    }),
  );
  const overlay = {
    overlay: '1.0.0',
    info: { title: `Observed at ${report.target}`, version: report.startedAt.slice(0, 10) },
    actions,
  };
  return stringify(overlay, { lineWidth: 110, aliasDuplicateObjects: false });
}

function actionOf({ id, api, path, method }: Operation, findings: Finding[], report: Report): JsonObject {
  const seen = new Map(findings.map((one) => [JSON.stringify(keyOf(one.case, one.check, one)), one]));
  const provenance = { status: 'observed', source: report.target, date: report.startedAt.slice(0, 10) };
  return {
    target: `$.paths['${path}'].${method.toLowerCase()}`,
    description: `${id}, as it was seen`,
    'x-api': api,
    update: {
      'x-observed': [...seen.values()].map((one) => ({
        ...keyOf(one.case, one.check, one),
        sentence: one.sentence,
        'x-provenance': provenance,
      })) as unknown as Json,
    },
  };
}

/** Whether a run before this one has seen the same, and somebody took it for true. */
export function isAccepted({ node }: Operation, name: string, check: string, failure: CheckFailure): boolean {
  const observed = node['x-observed'];
  const key = keyOf(name, check, failure);
  return (Array.isArray(observed) ? observed : []).some(
    (one) =>
      isObject(one) &&
      one.check === key.check &&
      one.promise === key.promise &&
      JSON.stringify(one.actual ?? null) === JSON.stringify(key.actual) &&
      (key.promise !== '' || one.case === key.case),
  );
}

/** Ids and texts of the moment are no part of what was seen. */
function keyOf(
  name: string,
  check: string,
  { promise, actual }: { promise?: Place; actual?: Json },
): Observed {
  const lasting = typeof actual === 'number' || typeof actual === 'boolean' ? actual : null;
  const written = promise === undefined ? '' : `${basename(promise.file)}${promise.pointer}`;
  return { check, case: name, promise: written, actual: lasting };
}

/** The options with every API read anew, where the targets file has overlays for them. */
export function overlaid(options: VerifyOptions): VerifyOptions {
  const overlays = options.targets === undefined ? [] : overlaysOf(options.targets, options.env);
  if (overlays.length === 0) return options;
  return { ...options, apis: options.apis.map(({ folder }) => loadApi(folder, overlays)) };
}
