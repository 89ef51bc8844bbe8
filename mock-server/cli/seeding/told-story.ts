import type { PublicCase } from '../../simulation/stories/public-cases.ts';
import type { Remark, Sent } from './send-story.ts';

/** So many cases are named; more are counted. */
const MOST_NAMED = 10;

/** What is about to be sent, and what public calls cannot do of it; said before anything is sent. */
export function toldBefore(
  cases: readonly PublicCase[],
  { story, into, rate }: { story: string; into: string; rate: number },
): string {
  const answers = cases.reduce((sum, one) => sum + one.answers.length, 0);
  const cut = cases.filter((one) => one.cut).length;
  const first = cases[0] === undefined ? '' : new Date(cases[0].at).toISOString().slice(0, 10);
  const lines = [
    `${story} into ${into}: ${cases.length} starts${answers > 0 ? ` and ${answers} answers` : ''}, ${rate} a second at most`,
    `  not in the past: all begin now, where the story has them begin from ${first} on; dates in their data are the story's`,
    ...(cut > 0 ? [`  not to the end: ${cut} would go on by time, or by what no public call does`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** What came of it, and how it can be gone on with. */
export function toldAfter(sent: Sent, story: string, count: number, file: string): string {
  const before = sent.before > 0 ? `, ${sent.before} by an earlier run` : '';
  const answers = sent.answers > 0 ? `, and gone on with by ${sent.answers} answers` : '';
  return [
    `${story}: ${sent.started} of ${count} started${before}${answers}\n`,
    ...listed('refused', sent.refused),
    ...listed('nobody knows whether these were carried out, and they are not sent again', sent.unknown),
    ...(sent.unknown.length > 0
      ? [`Look for them on the server. Who wants one sent again removes its lines from ${file}.\n`]
      : []),
    ...(sent.stopped === undefined ? [] : [`stopped: ${sent.stopped}\n`]),
    `What was sent stands in ${file}; --resume ${file} goes on with it.\n`,
  ].join('');
}

function listed(title: string, remarks: readonly Remark[]): string[] {
  if (remarks.length === 0) return [];
  const more = remarks.length - MOST_NAMED;
  return [
    `${title}: ${remarks.length}\n`,
    ...remarks.slice(0, MOST_NAMED).map(({ name, why }) => `  ${name}: ${why}\n`),
    ...(more > 0 ? [`  and ${more} more, in the file\n`] : []),
  ];
}
