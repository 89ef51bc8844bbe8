// A run goes another way than it should, as whoever polls it sees.
import { isObject, type JsonObject } from '../../../../contracts/files/json.ts';
import type { Defect, Layer } from '../defect.ts';
import { isCallOf, isGood, jsonOf, onCall, onGoodJson, withJson } from '../layers.ts';

const ID = 'getInstance';

/** Once it was seen to have ended, it runs again. */
function restless(): Layer {
  const ended = new Set<string>();
  return async (asked, pass) => {
    const answer = await pass(asked);
    const run = jsonOf(answer);
    if (!isCallOf(asked, ID) || !isGood(answer) || !isObject(run)) return answer;
    const again = ended.has(asked.url);
    if (run.stateCd !== 0) ended.add(asked.url);
    return again ? withJson(answer, { ...run, stateCd: 0, endTime: null }) : answer;
  };
}

/** Each look gives it another start. */
function moving(): Layer {
  let looks = 0;
  return onGoodJson(ID, (run) => {
    looks += 1;
    const startTime = new Date(Date.parse(String(run.startTime)) + looks * 1000).toISOString();
    return { ...run, startTime };
  });
}

const shown = (alter: (run: JsonObject) => JsonObject) => (): Layer => onGoodJson(ID, alter);

const LAYERS: Record<string, () => Layer> = {
  'never ends': shown((run) => ({ ...run, stateCd: 0, endTime: null })),
  'never completes': shown((run) => (run.stateCd === 1 ? { ...run, stateCd: 0, endTime: null } : run)),
  'fails where it should complete': shown((run) => (run.stateCd === 1 ? { ...run, stateCd: 2 } : run)),
  'is completed where it should be cancelled': shown((run) =>
    run.stateCd === 3 ? { ...run, stateCd: 1 } : run,
  ),
  'has ended before it began to wait': shown((run) => ({ ...run, stateCd: 1, endTime: run.startTime ?? '' })),
  'ends with a state outside the list': shown((run) => (run.stateCd === 1 ? { ...run, stateCd: 5 } : run)),
  'has its state as a text': shown((run) => ({
    ...run,
    stateCd: run.stateCd === 0 ? 'RUNNING' : 'COMPLETED',
  })),
  'runs again after its end': restless,
  'has another startTime at each look': moving,
  'loses its data at its end': shown((run) => (run.stateCd === 0 ? run : { ...run, data: {} })),
};

const runs = Object.entries(LAYERS).map(
  ([what, layer]): Defect => ({
    name: `${ID}: the run ${what}`,
    api: 'apptor',
    operationId: ID,
    kind: 'runs',
    layer,
  }),
);

/** The correlation key is taken and not kept. */
const keyless: Defect = {
  name: 'executeWorkflow: correlationKey is not kept',
  api: 'apptor',
  operationId: 'executeWorkflow',
  kind: 'runs',
  layer: () =>
    onCall('executeWorkflow', (asked) => {
      const body = jsonOf(asked);
      if (!isObject(body) || typeof body.correlationKey !== 'string') return undefined;
      const { correlationKey: _, ...others } = body;
      return withJson(asked, others);
    }),
};

/** Another flow is started than the one asked for; the answer tells the one asked for. */
const otherFlow: Defect = {
  name: 'executeWorkflow: another flow is started',
  api: 'apptor',
  operationId: 'executeWorkflow',
  kind: 'runs',
  layer: () => async (asked, pass) => {
    const answer = await pass(asked);
    const body = jsonOf(asked);
    if (!isCallOf(asked, 'executeWorkflow') || !isGood(answer) || !isObject(body)) return answer;
    const other = await pass(
      withJson({ ...asked, url: '/process/exec' }, { ...body, processId: 'failing-flow' }),
    );
    return withJson(other, { ...(jsonOf(other) as JsonObject), processId: body.processId ?? '' });
  },
};

export const RUN_DEFECTS: Defect[] = [...runs, keyless, otherFlow];
