import { maskBody, maskHeaders, maskText } from '../../../contracts/reader/mask-secrets.ts';
import type { SecretNames } from '../../../contracts/reader/secret-names.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { RecentlyShown } from './recently-shown.ts';

/** By what counts as a secret. */
const recentlyShown = new WeakMap<SecretNames, RecentlyShown>();

/** Shorter texts stand in others by chance. */
const LEAST = 4;

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
  const note = (text: string): void => void (text.length >= LEAST && found.add(text));
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
  const said = (text: string): string => maskText(without(text, found), names);
  for (const member of ['why', 'hint', 'remark'] as const)
    if (entry[member] !== undefined) shown[member] = said(entry[member]);
  if (entry.refusal) shown.refusal = { ...entry.refusal, reason: said(entry.refusal.reason) };
  if (entry.params) shown.params = texts(entry.params, said);
  if (entry.violations.length > 0) shown.violations = texts(entry.violations, said);
  if (entry.defects) shown.defects = texts(entry.defects, said);
  // What was asked is echoed in an answer's texts, too.
  if (found.size > 0 && shown.answer)
    shown.answer = { ...shown.answer, body: texts(shown.answer.body, (text) => without(text, found)) };
  return shown;
}

function without(text: string, secrets: ReadonlySet<string>): string {
  let rest = text;
  for (const secret of secrets) rest = rest.replaceAll(secret, '***');
  return rest;
}

/** A copy of a value, with all texts in it changed. */
function texts<Value>(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value) as Value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => texts(item, change)) as Value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, texts(member, change)]),
  ) as Value;
}
