// What is refused is refused with another status, or with a crash.
import { isObject } from '../../../../contracts/files/json.ts';
import type { Answered, Asked, Defect } from '../defect.ts';
import { jsonOf, onSome, withJson } from '../layers.ts';
import { operationOf } from '../operation-at.ts';
import { GOOD_CALLS } from '../world.ts';

const STACK = `java.lang.NullPointerException: Cannot invoke "Object.toString()"
\tat ai.example.runtime.Controller.start(Controller.java:88)
\tat java.base/java.lang.Thread.run(Thread.java:833)`;

function withStatus(answer: Answered, status: number): Answered {
  const body = jsonOf(answer);
  return isObject(body) ? withJson({ ...answer, status }, { ...body, status }) : { ...answer, status };
}

const crashed = (answer: Answered): Answered => ({
  status: 500,
  headers: { ...answer.headers, 'content-type': 'text/plain' },
  body: Buffer.from(STACK),
});

function refusals(
  operationId: string,
  what: string,
  alter: (answer: Answered, asked: Asked) => Answered | undefined,
): Defect {
  return {
    name: `${operationId}: ${what}`,
    api: operationOf(operationId).api as Defect['api'],
    operationId,
    kind: 'refusal-statuses',
    layer: () =>
      onSome(operationId, async (asked, pass) => {
        const answer = await pass(asked);
        return (answer.status >= 400 ? alter(answer, asked) : undefined) ?? answer;
      }),
  };
}

const OTHER: [operationId: string, from: number, to: number][] = [
  ['startProcessByBuild', 401, 403],
  ['getBuildInfo', 401, 400],
  ['startProcessByName', 401, 302],
  ['executeWorkflow', 401, 400],
  ['getInstance', 401, 404],
  ['startProcessByName', 404, 400],
  ['getBuildInfoByProcessInstance', 404, 409],
  ['startProcessByBuild', 400, 409],
  ['startProcessInheriting', 400, 404],
  ['startProcessCopyingData', 415, 400],
  ['getInstance', 404, 410],
  ['executeWorkflow', 404, 400],
  ['executeWorkflow', 400, 409],
  ['completeTask', 409, 400],
  ['completeTask', 404, 409],
  ['completeTask', 415, 400],
  ['startWorkflow', 403, 401],
  ['startWorkflow', 400, 404],
];

const others = OTHER.map(([operationId, from, to]) =>
  refusals(operationId, `refuses with ${to} for ${from}`, (answer) =>
    answer.status === from ? withStatus(answer, to) : undefined,
  ),
);

const unknownIds = Object.keys(GOOD_CALLS).map((operationId) =>
  refusals(operationId, 'fails with 500 for unknown ids', (answer) =>
    answer.status === 404 ? withStatus(answer, 500) : undefined,
  ),
);

const malformed = ['startProcessByBuild', 'startProcessByName', 'executeWorkflow', 'completeTask'].map((id) =>
  refusals(id, 'shows a stack trace for malformed JSON', (answer, asked) =>
    jsonOf(asked) === undefined && answer.status === 400 ? crashed(answer) : undefined,
  ),
);

const crashes = ['startProcessInheriting', 'startWorkflow', 'getInstance'].map((id) =>
  refusals(id, 'shows a stack trace without credentials', (answer) =>
    answer.status === 401 ? crashed(answer) : undefined,
  ),
);

const wrongMethods = ['getBuildInfo', 'completeTask'].map(
  (operationId): Defect => ({
    name: `${operationId}: fails with 500 for other methods`,
    api: operationOf(operationId).api as Defect['api'],
    operationId,
    kind: 'refusal-statuses',
    layer: () => async (asked, pass) => {
      const answer = await pass(asked);
      return answer.status === 405 && asked.operation?.id === operationId ? withStatus(answer, 500) : answer;
    },
  }),
);

export const REFUSAL_STATUS_DEFECTS: Defect[] = [
  ...others,
  ...unknownIds,
  ...malformed,
  ...crashes,
  ...wrongMethods,
];
