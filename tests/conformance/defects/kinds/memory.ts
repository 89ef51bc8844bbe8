// What was written is lost, or what is read is old.
import { isObject, type JsonObject } from '../../../../contracts/files/json.ts';
import type { Answered, Asked, Defect, Layer } from '../defect.ts';
import { answerOf, isCallOf, isGood, jsonOf, onCall, onGoodJson, withJson } from '../layers.ts';
import { operationOf } from '../operation-at.ts';
import { refusalOf } from '../refusal.ts';
import { inventedId } from '../world.ts';

const STARTS = {
  flowx: ['startProcessByBuild', 'startProcessByName', 'startProcessCopyingData', 'startProcessInheriting'],
  apptor: ['executeWorkflow', 'startWorkflow'],
};

function memory(operationId: string, what: string, layer: () => Layer): Defect {
  const api = operationOf(operationId).api as Defect['api'];
  return { name: `${operationId}: ${what}`, api, operationId, kind: 'memory', layer };
}

/** The caller is told an id under which nothing was kept. */
function forgetful(operationId: string, every: number): Layer {
  let starts = 0;
  const { api } = operationOf(operationId);
  return onGoodJson(operationId, (body) => {
    starts += 1;
    if (starts % every !== 0) return body;
    const id = inventedId(api, starts);
    if (api === 'apptor') return { ...body, processInstanceId: id };
    const ids = { ...(body.instanceMetadata as JsonObject), processInstanceUuid: id };
    return { ...body, uuid: id, instanceMetadata: ids };
  });
}

/** What the start was given is not kept. */
const withoutData = (asked: Asked): Asked | undefined => {
  const body = jsonOf(asked);
  if (!isObject(body)) return undefined;
  const { startCondition, data } = body;
  // What has to be refused is left as it is.
  if (asked.operation?.api === 'flowx')
    return startCondition === undefined && asked.body.length < 100_000 ? withJson(asked, {}) : undefined;
  return isObject(data) && asked.body.length < 100_000 ? withJson(asked, { ...body, data: {} }) : undefined;
};

/** Only the first member is kept. */
const withFirstMember = (asked: Asked): Asked | undefined => {
  const body = jsonOf(asked);
  if (!isObject(body) || !isObject(body.data)) return undefined;
  const [first] = Object.entries(body.data);
  return withJson(asked, { ...body, data: Object.fromEntries(first ? [first] : []) });
};

/** Every number is kept as text. */
const withTexts = (asked: Asked): Asked | undefined => {
  const body = jsonOf(asked);
  if (!isObject(body) || !isObject(body.data)) return undefined;
  const data = Object.fromEntries(
    Object.entries(body.data).map(([name, value]) => [name, typeof value === 'number' ? `${value}` : value]),
  );
  return withJson(asked, { ...body, data });
};

/** A cache that nothing empties. */
function stale(operationId: string): Layer {
  const seen = new Map<string, Answered>();
  return async (asked, pass) => {
    if (!isCallOf(asked, operationId)) return pass(asked);
    const answer = seen.get(asked.url) ?? (await pass(asked));
    if (isGood(answer)) seen.set(asked.url, answer);
    return answer;
  };
}

/** Unknown to the first who asks. */
function late(operationId: string): Layer {
  const known = new Set<string>();
  return async (asked, pass) => {
    const answer = await pass(asked);
    if (!isCallOf(asked, operationId) || !isGood(answer) || known.has(asked.url)) return answer;
    known.add(asked.url);
    return refusalOf(asked, 404);
  };
}

/** Calls share one answer as long as they have the same body. */
function deduplicated(operationId: string): Layer {
  const answers = new Map<string, Answered>();
  return async (asked, pass) => {
    const fresh = await pass(asked);
    if (!isCallOf(asked, operationId) || !isGood(fresh)) return fresh;
    const key = `${asked.url} ${asked.body}`;
    const answer = answers.get(key) ?? fresh;
    answers.set(key, answer);
    return answer;
  };
}

export const MEMORY_DEFECTS: Defect[] = [
  ...Object.values(STARTS)
    .flat()
    .map((id) => memory(id, 'the instance is lost', () => forgetful(id, 1))),
  memory('startProcessByName', 'each third instance is lost', () => forgetful('startProcessByName', 3)),
  memory('executeWorkflow', 'each third run is lost', () => forgetful('executeWorkflow', 3)),
  ...['startProcessByBuild', 'startProcessByName', 'executeWorkflow', 'startWorkflow'].map((id) =>
    memory(id, 'the data is not kept', () => onCall(id, withoutData)),
  ),
  memory('executeWorkflow', 'only the first member of the data is kept', () =>
    onCall('executeWorkflow', withFirstMember),
  ),
  memory('executeWorkflow', 'numbers are kept as texts', () => onCall('executeWorkflow', withTexts)),
  memory('executeWorkflow', 'the version asked for is ignored', () =>
    onCall('executeWorkflow', (asked) => ({ ...asked, url: asked.url.replace(/\?versionNumber=[23]$/, '') })),
  ),
  memory('getInstance', 'the first answer is repeated for ever', () => stale('getInstance')),
  memory('getBuildInfoByProcessInstance', 'an instance is unknown to the first who asks', () =>
    late('getBuildInfoByProcessInstance'),
  ),
  memory('getInstance', 'a run is unknown to the first who asks', () => late('getInstance')),
  ...['startProcessByBuild', 'executeWorkflow', 'startProcessCopyingData'].map((id) =>
    memory(id, 'the same call again starts nothing', () => deduplicated(id)),
  ),
  memory('getInstance', 'a run that has ended is gone', () => async (asked, pass) => {
    const answer = await pass(asked);
    const ended = isCallOf(asked, 'getInstance') && (jsonOf(answer) as JsonObject | undefined)?.endTime;
    return ended ? refusalOf(asked, 404) : answer;
  }),
  memory('getInstance', 'an unknown run is an empty one', () => async (asked, pass) => {
    const answer = await pass(asked);
    return isCallOf(asked, 'getInstance') && answer.status === 404 ? answerOf(200, {}) : answer;
  }),
];
