import type { JsonObject } from '../../../contracts/files/json.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import type { LearnedFact } from '../../store/interface/store.ts';
import type { LoadedApi } from '../apis/loaded-api.ts';
import { judgeShown } from '../apis/shown-answer.ts';
import { catalogueWith } from '../apis/world-catalogue.ts';

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isMoment = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));

/** What every instance has. */
const SHAPE: Record<string, (value: unknown) => boolean> = {
  id: isText,
  api: isText,
  process: isText,
  version: (value) => Number.isInteger(value) && Number(value) > 0,
  state: isText,
  data: isObject,
  timers: (value) =>
    Array.isArray(value) && value.every((one) => isText(one?.delay) && Number.isFinite(one?.due)),
  startedAt: isMoment,
  endedAt: (value) => value === undefined || isMoment(value),
  key: (value) => value === undefined || typeof value === 'string',
  facts: isObject,
  timeline: (value) =>
    Array.isArray(value) && value.every((entry) => isMoment(entry?.at) && isText(entry?.to)),
};

/**
 * Judges the stored instances of a world that learned these facts: why one cannot be answered for any more; undefined when it can. One whose
 * process left the catalogue can, as long as its state is one that processes have which say nothing of their lifecycle.
 */
export function incompatibleIn(
  apis: readonly LoadedApi[],
  learned: readonly LearnedFact[],
): (instance: Instance) => string | undefined {
  const known = new Map(
    apis.map((loaded) => {
      const facts = learned.filter(({ api }) => api === loaded.api.name).map(({ fact }) => fact);
      const catalogue = facts.length === 0 ? loaded.fixtures.catalogue : catalogueWith(loaded, facts);
      return [loaded.api.name, { loaded, catalogue }];
    }),
  );
  return (instance) => {
    const damaged = Object.entries(SHAPE).find(([name, fits]) => !fits(instance[name as keyof Instance]));
    if (damaged) return `its "${damaged[0]}" is damaged`;
    const found = known.get(instance.api);
    if (!found) return `no API is called ${instance.api}`;
    try {
      return unfitState(found, instance) ?? unfitAnswer(found, instance);
    } catch (error) {
      return (error as Error).message;
    }
  };
}

interface Known {
  loaded: LoadedApi;
  catalogue: JsonObject;
}

function unfitState({ loaded, catalogue }: Known, instance: Instance): string | undefined {
  const { process, state, timers } = instance;
  const lifecycle = loaded.lifecycles.of(catalogue, instance);
  const config = lifecycle.stateOf(state);
  if (!config) {
    const states = Object.keys(lifecycle.config.states).join(', ');
    return `the lifecycle of ${process} has no state ${state}; it has ${states}`;
  }
  const lost = timers.find(({ delay }) => !Object.hasOwn(config.after ?? {}, delay));
  return lost && `state ${state} of ${process} has no delay ${lost.delay} any more`;
}

/** Whether what the product would say of it breaks the contract. */
function unfitAnswer({ loaded, catalogue }: Known, instance: Instance): string | undefined {
  const { operationId = '', broken = [] } = judgeShown(loaded, catalogue, instance) ?? {};
  const [first] = broken;
  return (
    first &&
    `${operationId} would answer with a body that breaks the contract: ${first.pointer} ${first.message}`
  );
}
