import type { JsonSchema } from '../../../contracts/files/json.ts';
import { Mistake } from '../../../contracts/files/mistake.ts';
import { readSource } from '../../../contracts/files/source-file.ts';
import { faultListProblems, faultProfiles } from '../../../contracts/reader/fault-files.ts';
import { linearPatterns } from '../../../contracts/schema/judging/linear-patterns.ts';
import { DataSchemas } from '../../../contracts/schema/judging/user-schemas.ts';
import type { FaultCall, FaultRule } from '../../domain/faults/choose-fault.ts';
import type { Effect, FaultEntry } from '../../domain/faults/fault.ts';
import { timeWindow } from '../../domain/time/time-window.ts';
import { pathGlob } from '../../domain/values/path-glob.ts';
import { percentDecoded } from '../../domain/values/percent-decoded.ts';
import { type Data, pick } from '../../domain/values/process-data.ts';
import type { LoadedApi } from '../apis/loaded-api.ts';
import { type FaultMistake, faultMistakes, withProfile } from './fault-mistakes.ts';

/**
 * Makes a list of faults ready.
 * @param list anything; what is wrong with it is told, all at once
 * @param inFile whether entries may name the world they are for
 */
export async function faultRules(
  list: unknown,
  apis: readonly LoadedApi[],
  inFile = false,
): Promise<{ rules: FaultRule[]; problems: FaultMistake[] }> {
  const schemas = new DataSchemas(false, hasMatch(list) ? await linearPatterns() : undefined);
  const misshapen = faultListProblems(list);
  const entries = Array.isArray(list) ? (list as FaultEntry[]) : [];
  const meaningless = entries.flatMap((entry, index) => {
    const at = `/${index}`;
    const wrong = misshapen.map(({ pointer }) => pointer).filter((one) => `${one}/`.startsWith(`${at}/`));
    if (wrong.includes(at)) return [];
    // What has the right shape is looked at all the same, so that everything is told at once.
    const shapely = pick(
      entry as FaultEntry & Data,
      (name) => !wrong.some((one) => one.split('/')[2] === name),
    );
    return faultMistakes(shapely as FaultEntry, { apis, schemas, inFile })
      .filter(({ pointer }) => pointer !== '' || wrong.length === 0)
      .map(({ pointer, text }) => ({ pointer: at + pointer, text }));
  });
  const problems = [...misshapen, ...meaningless];
  return { problems, rules: problems.length > 0 ? [] : entries.map((entry) => rule(entry, schemas)) };
}

const hasMatch = (list: unknown): boolean =>
  Array.isArray(list) && list.some((entry: FaultEntry | null) => entry?.match !== undefined);

/**
 * Reads the faults that worlds begin with.
 * @param given the list, or the file that has it
 * @returns the faults that a world of a name begins with
 * @throws Mistake listing everything that is wrong, with file, line and pointer
 */
export async function readFaults(
  given: string | readonly unknown[],
  apis: readonly LoadedApi[],
): Promise<(world: string) => readonly FaultRule[]> {
  const file = typeof given === 'string' ? readSource(given) : undefined;
  const list = file ? file.value : given;
  const { rules, problems } = await faultRules(list, apis, true);
  if (problems.length > 0) {
    const told = problems.map(({ text, pointer }) =>
      file ? { text, place: file.place(pointer) } : { text: `faults${pointer}: ${text}` },
    );
    throw new Mistake(told, 'A list of faults: contracts/faults.schema.json.');
  }
  const worlds = (list as FaultEntry[]).map(({ world }) => world);
  return (name) => rules.filter((_, index) => worlds[index] === undefined || worlds[index] === name);
}

function rule(entry: FaultEntry, schemas: DataSchemas): FaultRule {
  const { world: _, matched: __, fired: ___, ...shown } = entry as FaultEntry & Data;
  const { profile, skip = 0, times = Number.POSITIVE_INFINITY, match } = entry;
  return {
    entry: shown,
    covers: coverage(withProfile(entry), schemas),
    within: timeWindow(entry),
    looksAtBody: match !== undefined,
    skip,
    times,
    outcomes: outcomesOf(entry),
    ...(profile !== undefined && { profile }),
  };
}

function coverage({ api, operationId, path, match }: FaultEntry, schemas: DataSchemas) {
  // Clients differ in what they encode, and so do those who write patterns.
  const fits = path === undefined ? undefined : pathGlob(percentDecoded(path));
  const problemsOf = match === undefined ? undefined : schemas.of(match as JsonSchema);
  return (call: FaultCall): boolean =>
    (api === undefined || api === call.api) &&
    (operationId === undefined || operationId === call.operationId) &&
    (fits === undefined || call.paths.some((asked) => fits(percentDecoded(asked)))) &&
    (problemsOf === undefined || (call.body !== undefined && problemsOf(call.body).length === 0));
}

function outcomesOf({ profile, probability = 1, when, ...entry }: FaultEntry): FaultRule['outcomes'] {
  if (profile === undefined) return [{ probability, effect: effectOf({ ...entry, when: when ?? 'before' }) }];
  const { outcomes = [] } = faultProfiles().get(profile) ?? {};
  return outcomes.map((outcome) => {
    const written = outcome as unknown as FaultEntry;
    const effect = effectOf({ ...written, when: when ?? written.when ?? 'before' });
    return { probability: probability * (written.probability ?? 1), effect };
  });
}

function effectOf(effect: Partial<Effect> & Pick<Effect, 'when'>): Effect {
  const { code, refusal, fault, delay, retryAfter, when } = effect;
  return {
    when,
    ...(code !== undefined && { code }),
    ...(refusal !== undefined && { refusal }),
    ...(fault !== undefined && { fault }),
    ...(delay !== undefined && { delay }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}
