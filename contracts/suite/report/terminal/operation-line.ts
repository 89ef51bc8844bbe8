import type { Tally } from '../wording/count-results.ts';
import { oneLine } from '../wording/escape-control-characters.ts';
import { amount } from '../wording/plural.ts';
import type { Paint } from './paint.ts';

/** `  ✗ startProcessByBuild   38 passed · 3 failed · 2 not judged` */
export function operationLine(tally: Tally, width: number, paint: Paint): string {
  const { passed, failed, notJudged, skipped } = tally;
  const counts = [
    `${passed} passed`,
    failed > 0 && `${failed} failed`,
    notJudged > 0 && `${notJudged} not judged`,
    skipped > 0 && `${skipped} skipped`,
    !tally.red && tally.discoveries > 0 && amount(tally.discoveries, 'discovery'),
  ].filter((part) => part !== false);
  return `  ${mark(tally, paint)} ${oneLine(tally.operationId).padEnd(width)}  ${counts.join(' · ')}`;
}

function mark(tally: Tally, paint: Paint): string {
  if (tally.red) return paint.red('✗');
  if (tally.discoveries > 0) return paint.yellow('!');
  return tally.passed > 0 ? paint.green('✓') : paint.dim('–');
}
