import type { JournalEntry } from './journal-entry.ts';

/** What explains an answer, before it is put into words. */
type Explained = Pick<JournalEntry, 'defects' | 'refusal' | 'blocked' | 'remark' | 'hint' | 'fault'>;

/**
 * Why a request was not answered as its sender may have hoped, in a sentence or two, with what to do about it:
 * the terminal, the journal and the doctor all say it with these words.
 * @returns undefined where there is nothing to explain
 */
export function whyOf({
  defects = [],
  refusal,
  blocked,
  remark,
  hint,
  fault,
}: Explained): string | undefined {
  if (defects.length > 0 && refusal?.name === 'contract-mistake') return refusal.reason;
  if (defects.length > 0)
    return `A defect of the stand-in, not of the request: ${defects.map(broken).join('; ')}`;
  if (blocked !== undefined) return [blocked, hint].filter(Boolean).join(' ');
  if (refusal) return hint === undefined ? refusal.reason : `${withFullStop(refusal.reason)} ${hint}`;
  if (remark !== undefined) return remark;
  if (fault?.gone) return 'The client went away before its answer was due.';
  if (fault?.fault !== undefined) return `Broken on purpose (${fault.fault}): ${causeOf(fault.by)}.`;
  return fault?.lost ? `The answer was replaced on purpose: ${causeOf(fault.by)}.` : undefined;
}

/** Who asked that an answer be steered. */
export function causeOf(by: NonNullable<JournalEntry['fault']>['by']): string {
  if ('preference' in by) return `asked for by Prefer: ${by.preference}`;
  return `injected by fault ${by.fault} of this world${by.profile === undefined ? '' : ` (${by.profile})`}`;
}

function broken({ in: part, pointer, message }: NonNullable<JournalEntry['defects']>[number]): string {
  return `${part}${pointer} ${message}`;
}

function withFullStop(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
