import { eraserOf, mapTexts } from '../../../contracts/reader/erase-texts.ts';
import { maskBody, maskHeaders, maskText } from '../../../contracts/reader/mask-secrets.ts';
import type { SecretNames } from '../../../contracts/reader/secret-names.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { RecentlyShown } from './recently-shown.ts';

/** By what counts as a secret. */
const recentlyShown = new WeakMap<SecretNames, RecentlyShown>();

/**
 * A request as anybody may see it: without the secrets in its bodies, in what was said about them, and in its answer. Made
 * when somebody looks: a request does not wait for it, and what its sender knows can still be looked for.
 */
export function shownEntry(entry: JournalEntry, names: SecretNames): JournalEntry {
  const recent = recentlyShown.get(names) ?? new RecentlyShown();
  recentlyShown.set(names, recent);
  return recent.of(entry, () => withoutSecrets(entry, names));
}

function withoutSecrets(entry: JournalEntry, names: SecretNames): JournalEntry {
  const found = new Set<string>();
  const note = (text: string): string => {
    found.add(text);
    return '***';
  };
  const { body, answer, fault } = entry;
  const shown: JournalEntry = {
    ...entry,
    ...(body !== undefined && { body: maskBody(body, names, note) }),
    ...(answer && {
      answer: { headers: maskHeaders(answer.headers, names), body: maskBody(answer.body, names, note) },
    }),
    ...(fault?.lost && {
      fault: { ...fault, lost: { ...fault.lost, body: maskBody(fault.lost.body, names, note) } },
    }),
  };
  const erase = eraserOf(found);
  const said = (text: string): string => maskText(erase(text), names);
  for (const member of ['why', 'hint', 'remark'] as const)
    if (entry[member] !== undefined) shown[member] = said(entry[member]);
  if (entry.refusal) shown.refusal = { ...entry.refusal, reason: said(entry.refusal.reason) };
  if (entry.params) shown.params = mapTexts(entry.params, said);
  if (entry.violations.length > 0) shown.violations = mapTexts(entry.violations, said);
  if (entry.defects) shown.defects = mapTexts(entry.defects, said);
  // What was asked is echoed in an answer's texts, too.
  if (found.size > 0 && shown.answer)
    shown.answer = { ...shown.answer, body: mapTexts(shown.answer.body, erase) };
  return shown;
}
