import type { JsonSchema } from '../../../contracts/files/json.ts';
import type { Operation } from '../../../contracts/reader/api.ts';
import { faultProfiles } from '../../../contracts/reader/fault-files.ts';
import { INJECTED } from '../../../contracts/reader/refusal-rules.ts';
import type { DataSchemas } from '../../../contracts/schema/judging/user-schemas.ts';
import { type FaultEntry, isSpeechless } from '../../domain/faults/fault.ts';
import { ENDPOINTS, IDENTITY } from '../../domain/identity/endpoint-names.ts';
import { bound, emptyWindow } from '../../domain/time/time-window.ts';
import { failureReason } from '../../domain/values/failure-reason.ts';
import type { LoadedApi } from '../apis/loaded-api.ts';

/** What is wrong with a list of faults, and where: a JSON Pointer. */
export interface FaultMistake {
  pointer: string;
  text: string;
}

interface Around {
  apis: readonly LoadedApi[];
  schemas: DataSchemas;
  /** Whether the entry may name its world. */
  inFile: boolean;
}

/** An entry with the API and the operation that its profile is for. */
export function withProfile(entry: FaultEntry): FaultEntry {
  const { api, operationId } = faultProfiles().get(entry.profile ?? '') ?? {};
  return {
    ...entry,
    ...(api !== undefined && { api }),
    ...(operationId !== undefined && { operationId }),
  };
}

/** What is wrong with an entry that its schema cannot see. */
export function faultMistakes(written: FaultEntry, around: Around): FaultMistake[] {
  const entry = withProfile(written);
  const unknown = unknownNames(entry, around.apis);
  return [
    ...unknown,
    ...contradictions(entry, around.inFile),
    ...(unknown.length === 0 ? undeclared(entry, around.apis) : []),
    ...impossibleTimes(entry),
    ...unusableMatch(entry, around.schemas),
  ];
}

function unknownNames({ api, operationId, profile }: FaultEntry, apis: readonly LoadedApi[]): FaultMistake[] {
  const names = [...apis.map((loaded) => loaded.api.name), IDENTITY];
  const ofApis = operationsOf({ ...(api !== undefined && { api }) }, apis).map(({ id }) => id);
  const operations = api === IDENTITY ? ENDPOINTS : [...ofApis, ...(api === undefined ? ENDPOINTS : [])];
  const profiles = [...faultProfiles().keys()];
  const apiKnown = api === undefined || names.includes(api);
  return [
    ...unlessIn(names, '/api', 'API', api),
    ...(apiKnown
      ? unlessIn(operations, '/operationId', `operation${api ? ` of ${api}` : ''}`, operationId)
      : []),
    ...unlessIn(profiles, '/profile', 'profile', profile),
  ];
}

function unlessIn(
  there: readonly string[],
  pointer: string,
  kind: string,
  name: string | undefined,
): FaultMistake[] {
  if (name === undefined || there.includes(name)) return [];
  return [{ pointer, text: `there is no ${kind} "${name}"; there is ${there.join(', ')}` }];
}

function contradictions(entry: FaultEntry, inFile: boolean): FaultMistake[] {
  const { profile, code, refusal, fault, delay, retryAfter, world } = entry;
  const what = Object.entries({ code, refusal, delay, fault }).filter(([, value]) => value !== undefined);
  const problems: FaultMistake[] = [];
  if (world !== undefined && !inFile)
    problems.push({ pointer: '/world', text: 'the world is that of the call: /@NAME/ or X-Mock-World' });
  if (profile === undefined && what.length === 0)
    problems.push({ pointer: '', text: 'nothing is to happen; give code, refusal, delay, fault or profile' });
  if (profile !== undefined)
    problems.push(
      ...what.map(([name]) => ({ pointer: `/${name}`, text: 'a profile says by itself what happens' })),
    );
  if (code !== undefined && refusal !== undefined)
    problems.push({ pointer: '/refusal', text: 'a refusal has its own status; give it or code' });
  if (isSpeechless(fault) && (code !== undefined || refusal !== undefined))
    problems.push({ pointer: '/fault', text: `${fault} sends no answer, so that its status means nothing` });
  if (retryAfter !== undefined && code === undefined && refusal === undefined)
    problems.push({ pointer: '/retryAfter', text: 'it is a header of a refusal; give code or refusal, too' });
  return problems;
}

/** What none of the operations can answer with would never be seen. */
function undeclared(entry: FaultEntry, apis: readonly LoadedApi[]): FaultMistake[] {
  const answers = isIdentity(entry)
    ? [{ declares: () => true, statuses: [], refusals: [] as string[] }]
    : operationsOf(entry, apis).map((operation) => answersOf(operation, apis));
  const possible = ({ code, refusal }: Partial<FaultEntry>): boolean =>
    answers.some(
      ({ declares, refusals }) =>
        (code === undefined || declares(code)) && (refusal === undefined || refusals.includes(refusal)),
    );
  const { code, refusal, profile } = entry;
  const outcomes = profile === undefined ? [] : (faultProfiles().get(profile)?.outcomes ?? []);
  if (outcomes.length > 0 && !outcomes.some((outcome) => possible(outcome as Partial<FaultEntry>)))
    return [{ pointer: '/profile', text: `no operation meant here declares an answer of ${profile}` }];
  const distinct = (names: string[]): string => [...new Set(names)].join(', ');
  if (code !== undefined && !possible({ code })) {
    const there = distinct(answers.flatMap(({ statuses }) => statuses).sort());
    return [{ pointer: '/code', text: `no operation meant here declares ${code}, but ${there}` }];
  }
  if (refusal === undefined || possible({ refusal })) return [];
  const there = distinct(answers.flatMap(({ refusals }) => refusals));
  return [{ pointer: '/refusal', text: `no operation meant here is refused so; there is ${there}` }];
}

/** Whether it is for the identity provider alone, which no contract declares the answers of. */
function isIdentity({ api, operationId }: FaultEntry): boolean {
  return api === IDENTITY || (api === undefined && ENDPOINTS.some((name) => name === operationId));
}

/** The statuses and the refusals that an operation declares. */
function answersOf({ api, id, responses }: Operation, apis: readonly LoadedApi[]) {
  const loaded = apis.find((one) => one.api.name === api);
  const declares = (code: number): boolean => loaded?.contracts.get(id)?.responseFor(code) !== undefined;
  const refusals = [...(loaded?.api.refusals.values() ?? [])].filter(({ name }) => name !== INJECTED);
  return {
    declares,
    statuses: [...responses.keys()],
    refusals: refusals.filter(({ status }) => declares(status)).map(({ name }) => name),
  };
}

function operationsOf({ api, operationId }: FaultEntry, apis: readonly LoadedApi[]): Operation[] {
  return apis
    .filter((loaded) => api === undefined || loaded.api.name === api)
    .flatMap((loaded) => loaded.api.operations)
    .filter(({ id }) => operationId === undefined || id === operationId);
}

function impossibleTimes({ from, to, delay }: FaultEntry): FaultMistake[] {
  const wrong = Object.entries({ from, to }).flatMap(([name, text]) => {
    const reason = text === undefined ? undefined : failureReason(() => bound(text));
    return reason === undefined ? [] : [{ pointer: `/${name}`, text: reason }];
  });
  const window = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const empty = wrong.length === 0 ? emptyWindow(window) : undefined;
  if (empty !== undefined) wrong.push({ pointer: '/to', text: empty });
  if (typeof delay === 'object' && 'uniform' in delay && delay.uniform.min > delay.uniform.max)
    wrong.push({ pointer: '/delay/uniform', text: 'min is more than max' });
  return wrong;
}

/** To compile more takes seconds, in which nobody is answered. */
const MOST_VALUES = 2000;

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, one) => sum + valuesIn(one), 1);
}

function unusableMatch({ match }: FaultEntry, schemas: DataSchemas): FaultMistake[] {
  if (match !== undefined && valuesIn(match) > MOST_VALUES)
    return [
      {
        pointer: '/match',
        text: `a schema of more than ${MOST_VALUES} values is too much to hold every body against`,
      },
    ];
  // Tried once: a schema that refers to itself without end compiles, and ends only the request it first looks at.
  const reason = match === undefined ? undefined : failureReason(() => schemas.of(match as JsonSchema)({}));
  return reason === undefined ? [] : [{ pointer: '/match', text: `no usable JSON Schema: ${reason}` }];
}
