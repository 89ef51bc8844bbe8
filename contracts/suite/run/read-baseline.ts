import { isObject, type Json } from '../../files/json.ts';
import { Mistake } from '../../files/mistake.ts';
import { readSource } from '../../files/source-file.ts';
import type { Finding } from '../report/report.ts';
import { causeKey } from '../report/wording/count-results.ts';

/**
 * The causes of what an earlier run found: a report as `--report json=FILE` writes it.
 * @throws Mistake for a file that is none
 */
export function readBaseline(path: string): Set<string> {
  const source = readSource(path);
  const cases = isObject(source.value) ? source.value.cases : undefined;
  if (!Array.isArray(cases))
    throw Mistake.at(source.place(''), 'no report of a run', 'Write one with --report json=FILE.');
  const found = cases.flatMap((one) => (isObject(one) && Array.isArray(one.findings) ? one.findings : []));
  return new Set(found.filter(isFinding).map((finding) => causeKey(finding)));
}

function isFinding(value: Json): value is Json & Finding {
  return isObject(value) && typeof value.operationId === 'string' && typeof value.check === 'string';
}
