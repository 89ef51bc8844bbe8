// Start data that a process does not take is taken all the same.
import { isObject, type JsonObject } from '../../../../contracts/files/json.ts';
import type { Defect } from '../defect.ts';
import { jsonOf, onSome, withJson } from '../layers.ts';
import { BUILD } from '../world.ts';

interface Row {
  operationId: string;
  what: string;
  /** The part of the refusal by which it is known. */
  refused: RegExp;
  good: JsonObject;
}

const ROWS: Row[] = [
  ...['startProcessByBuild', 'startProcessByName'].flatMap((operationId) => [
    {
      operationId,
      what: 'several start nodes without startCondition',
      refused: /several start nodes/,
      good: { startCondition: 'online' },
    },
    {
      operationId,
      what: 'a startCondition that no start node has',
      refused: /no start node/,
      good: { startCondition: 'online' },
    },
  ]),
  ...['startProcessByName', 'startProcessByBuild'].map((operationId) => ({
    operationId,
    what: 'start data against the schema of the process',
    refused: /takes other start data/,
    good: { customerEmail: 'alice@example.com', loanAmount: 25000 },
  })),
];

const table = ROWS.map(
  ({ operationId, what, refused, good }): Defect => ({
    name: `${operationId}: accepts ${what}`,
    api: 'flowx',
    operationId,
    kind: 'accepts-start-data',
    layer: () =>
      onSome(operationId, async (asked, pass) => {
        const answer = await pass(asked);
        const body = jsonOf(asked);
        if (answer.status !== 400 || !refused.test(answer.body.toString()) || !isObject(body)) return answer;
        return pass(withJson(asked, { ...body, ...good }));
      }),
  }),
);

/** The build is taken for one of the application. */
const pair: Defect = {
  name: 'startProcessByBuild: accepts a build of another application',
  api: 'flowx',
  operationId: 'startProcessByBuild',
  kind: 'accepts-start-data',
  layer: () =>
    onSome('startProcessByBuild', async (asked, pass) => {
      const answer = await pass(asked);
      if (answer.status !== 400 || !/is not a build of/.test(answer.body.toString())) return answer;
      const app = 'app/dbe0ab87-539b-4015-962d-6e73226b9e58';
      const url = asked.url.replace(/app\/[^/]+/, app).replace(/build\/[^/]+/, `build/${BUILD}`);
      return pass({ ...asked, url });
    }),
};

export const ACCEPTED_START_DATA: Defect[] = [...table, pair];
