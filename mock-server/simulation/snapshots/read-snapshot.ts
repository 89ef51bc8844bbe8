import { join } from 'node:path';
import type { Json } from '../../../contracts/files/json.ts';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { packageFolder } from '../../../contracts/files/package-folder.ts';
import { escapeKey } from '../../../contracts/files/pointer.ts';
import { readSource, sourceOf } from '../../../contracts/files/source-file.ts';
import { checkAgainst } from '../../../contracts/schema/judging/check-file.ts';
import { instancesOf, SNAPSHOT_FORMAT, type Snapshot } from '../../domain/snapshots/snapshot.ts';
import { timeZone } from '../../domain/time/time-zone.ts';
import { doubledMember } from '../../domain/values/doubled-member.ts';
import { failureReason } from '../../domain/values/failure-reason.ts';
import { inexactNumber } from '../../domain/values/inexact-number.ts';

/**
 * Reads a snapshot.
 * @param name how it is called in what is said of it
 * @throws Mistake with line and pointer, for all that is wrong with it
 */
export function readSnapshot(written: string, name: string): Snapshot {
  const text = written.replace(/^\uFEFF/, '');
  const source = sourceOf<Snapshot>(text, `snapshot ${name}`);
  checkText(text, source);
  const { format } = (source.value ?? {}) as { format?: Json };
  if (typeof format === 'number' && format !== SNAPSHOT_FORMAT)
    throw Mistake.at(
      source.place('/format'),
      `its format is ${format}, and this flowx-mock reads ${SNAPSHOT_FORMAT}: save it anew with the version that wrote it`,
    );
  const schema = readSource(join(packageFolder(), 'contracts', 'snapshot.schema.json'));
  checkAgainst(schema.value, source, schema);
  const snapshot = source.value;
  const found = [...zoneMistakes(snapshot), ...storyMistakes(snapshot)];
  if (found.length === 0) return snapshot;
  throw new Mistake(found.map(([pointer, wrong]) => ({ text: wrong, place: source.place(pointer) })));
}

/** What is no longer to be seen once it was parsed; whoever merged by hand may have left it. */
function checkText(text: string, source: ReturnType<typeof sourceOf>): void {
  const fail = (pointer: string, wrong: string): never => {
    throw Mistake.at(source.place(pointer), wrong);
  };
  if (failureReason(() => JSON.parse(text)) !== undefined) fail('', 'it is no JSON');
  const doubled = doubledMember(text);
  if (doubled !== undefined) fail(doubled, 'it stands there twice');
  const inexact = inexactNumber(text);
  if (inexact) fail(inexact.pointer, `${inexact.written} would come back as ${inexact.read}`);
}

function zoneMistakes({ timezone }: Snapshot): [pointer: string, text: string][] {
  return failureReason(() => timeZone(timezone)) === undefined
    ? []
    : [['/timezone', `"${timezone}" is no time zone`]];
}

/** What its parts say of each other. */
function storyMistakes(snapshot: Snapshot): [pointer: string, text: string][] {
  const now = Date.parse(snapshot.time.now);
  return instancesOf(snapshot).flatMap(({ id, startedAt, timeline, state }) => {
    const here = `/instances/${escapeKey(id)}`;
    const moments = [startedAt, ...timeline.map(({ at }) => at)].map((at) => Date.parse(at));
    const back = moments.findIndex((moment, index) => moment < (moments[index - 1] ?? moment));
    const loose = timeline.findIndex(({ from }, index) => from !== (timeline[index - 1]?.to ?? null));
    const last = timeline.at(-1)?.to;
    const found: [boolean, string, string][] = [
      [
        moments.some((moment) => moment > now),
        '/timeline',
        `something happened after ${snapshot.time.now}, the snapshot's present`,
      ],
      [back >= 0, '/timeline', 'time goes back in it'],
      [loose >= 0, `/timeline/${loose}`, 'it does not go on from where the entry before it led'],
      [last !== state, '/state', `it is "${state}", and its timeline ends in "${last}"`],
    ];
    return found.flatMap(([wrong, where, text]) => (wrong ? [[`${here}${where}`, text]] : []));
  });
}
