import { basename, join, relative } from 'node:path';
import type { RefusalRule } from '../../../contracts/reader/api.ts';
import { fill } from '../../../contracts/reader/envelope.ts';
import { bundledFixtures } from '../../../contracts/reader/fixtures.ts';
import type { Refusal } from '../../domain/values/refusal.ts';
import type { LoadedApi } from '../../simulation/apis/loaded-api.ts';
import { nearestId } from '../../simulation/nearest-id.ts';

/** A header that is longer is cut by some clients, and read by nobody. */
const LONGEST = 400;

/**
 * What to do about a refusal, for whoever uses the stand-in: the id that was most likely meant, and what the refusal's
 * own hint says. It is never part of the product's answer.
 * @param quarantined why the instance that was asked for is stored and not shown
 */
export function hintOf(
  loaded: LoadedApi,
  { hint }: RefusalRule,
  { meant, values }: Refusal,
  quarantined: string | undefined,
): string | undefined {
  const near = meant && nearestId(meant);
  const parts = [
    near !== undefined && `Did you mean "${near}"?`,
    quarantined !== undefined && `It is stored, and not shown: ${quarantined}.`,
    hint !== '' && quarantined === undefined && String(fill(hint, { ...files(loaded), ...values }) ?? ''),
  ];
  return parts.filter(Boolean).join(' ').trim() || undefined;
}

/** A hint as a header can carry it: ASCII, and not too long. */
export function hintHeader(hint: string): string {
  const ascii = hint.replace(
    /[^\x20-\x7e]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return ascii.length <= LONGEST ? ascii : `${ascii.slice(0, LONGEST - 3)}...`;
}

/** Where the fixtures in use can be added to; those that ship are nobody's to change. */
function files({ fixtures: { folder, sources }, api }: LoadedApi): Record<string, string> {
  if (folder === join(bundledFixtures(), api.name)) {
    const own =
      'Have "flowx-mock init FOLDER" write fixtures with your own ids, and serve them with --fixtures FOLDER';
    return { catalogue: 'the catalogue', addToCatalogue: own, addToInstances: own };
  }
  const here = relative(process.cwd(), folder);
  const shown = here.startsWith('..') ? folder : here;
  const [catalogue, instances] = (['catalogue', 'instances'] as const).map((name) =>
    join(shown, basename(sources[name]?.path ?? `${name}.yaml`)),
  );
  return {
    catalogue: catalogue ?? '',
    addToCatalogue: `Add it to ${catalogue}`,
    addToInstances: `Or add it to ${instances}`,
  };
}
