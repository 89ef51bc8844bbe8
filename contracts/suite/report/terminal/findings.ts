import type { Group } from '../wording/count-results.ts';
import { type Detail, detailsOf } from '../wording/details.ts';
import { oneLine, visible } from '../wording/escape-control-characters.ts';
import type { Paint } from './paint.ts';

/** Of one check of one operation: this many findings in full, this many more as a sentence, the others as a number. */
const IN_FULL = 3;
const AS_SENTENCE = 10;

/** Findings, numbered: each as a sentence, the first of a kind with all that is needed to see it again. */
export function findingsLines(
  groups: readonly Group[],
  color: (text: string) => string,
  paint: Paint,
): string[] {
  const kinds = new Map<string, Group[]>();
  for (const group of groups) {
    const kind = JSON.stringify([group.finding.api, group.finding.operationId, group.finding.check]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), group]);
  }
  let number = 0;
  const blocks = [...kinds.values()].flatMap((kind) => {
    const numbered = kind.map((group) => {
      number += 1;
      return [sentenceLine(group, color(String(number).padStart(3)), paint), group] as const;
    });
    return kindBlocks(numbered, paint);
  });
  return blocks.flatMap((lines, index) => (index < blocks.length - 1 ? [...lines, ''] : lines));
}

function kindBlocks(numbered: readonly (readonly [string, Group])[], paint: Paint): string[][] {
  const full = numbered
    .slice(0, IN_FULL)
    .map(([sentence, group]) => [sentence, ...detailsOf(group).map((detail) => detailLine(detail, paint))]);
  const short = numbered.slice(IN_FULL, IN_FULL + AS_SENTENCE).map(([sentence]) => sentence);
  const left = numbered.length - full.length - short.length;
  const rest =
    left > 0
      ? [
          ...short,
          paint.dim(`     and ${left} more of this check; a report (--report html=FILE) has them all`),
        ]
      : short;
  return rest.length > 0 ? [...full, rest] : full;
}

function sentenceLine({ finding, count }: Group, number: string, paint: Paint): string {
  return `${number}  ${paint.bold(oneLine(finding.sentence))}${count > 1 ? paint.dim(`  ×${count}`) : ''}`;
}

/** A command keeps its line breaks and is not indented further: what is copied is what is run. */
function detailLine({ label, text, command }: Detail, paint: Paint): string {
  return `     ${paint.dim(label.padEnd(10))}  ${command ? visible(text) : oneLine(text)}`;
}
