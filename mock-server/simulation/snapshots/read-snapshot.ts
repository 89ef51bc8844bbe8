import { join } from 'node:path';
import type { Json } from '../../../contracts/files/json.ts';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { packageFolder } from '../../../contracts/files/package-folder.ts';
import { readSource, sourceOf } from '../../../contracts/files/source-file.ts';
import { checkAgainst } from '../../../contracts/schema/judging/check-file.ts';
import { instancesOf, SNAPSHOT_FORMAT, type Snapshot } from '../../domain/snapshots/snapshot.ts';
import { timeZone } from '../../domain/time/time-zone.ts';
import { failureReason } from '../../domain/values/failure-reason.ts';

/**
 * Reads a snapshot.
 * @param name how it is called in what is said of it
 * @throws Mistake with line and pointer, for all that is wrong with it
 */
export function readSnapshot(text: string, name: string): Snapshot {
  const source = sourceOf(text, `snapshot ${name}`);
  const { format } = (source.value ?? {}) as { format?: Json };
  if (typeof format === 'number' && format !== SNAPSHOT_FORMAT)
    throw Mistake.at(
      source.place('/format'),
      `its format is ${format}, and this flowx-mock reads ${SNAPSHOT_FORMAT}: save it anew with the version that wrote it`,
    );
  const schema = readSource(join(packageFolder(), 'contracts', 'snapshot.schema.json'));
  checkAgainst(schema.value, source, schema);
  const snapshot = source.value as unknown as Snapshot;
  const found = [...zoneMistakes(snapshot), ...momentMistakes(snapshot)];
  if (found.length === 0) return snapshot;
  throw new Mistake(found.map(([pointer, wrong]) => ({ text: wrong, place: source.place(pointer) })));
}

function zoneMistakes({ timezone }: Snapshot): [pointer: string, text: string][] {
  return failureReason(() => timeZone(timezone)) === undefined
    ? []
    : [['/timezone', `"${timezone}" is no time zone`]];
}

/** Nothing has happened yet that lies after the snapshot's present, and nothing happened before what led to it. */
function momentMistakes(snapshot: Snapshot): [pointer: string, text: string][] {
  const now = Date.parse(snapshot.time.now);
  return instancesOf(snapshot).flatMap(({ id, startedAt, timeline, state }) => {
    const here = `/instances/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const moments = [startedAt, ...timeline.map(({ at }) => at)].map((at) => Date.parse(at));
    const back = moments.findIndex((moment, index) => moment < (moments[index - 1] ?? moment));
    const last = timeline.at(-1)?.to;
    return [
      ...(moments.some((moment) => moment > now)
        ? [
            [`${here}/timeline`, `something happened after ${snapshot.time.now}, the snapshot's present`] as [
              string,
              string,
            ],
          ]
        : []),
      ...(back >= 0 ? [[`${here}/timeline`, 'time goes back in it'] as [string, string]] : []),
      ...(last !== state
        ? [[`${here}/state`, `it is "${state}", and its timeline ends in "${last}"`] as [string, string]]
        : []),
    ];
  });
}
