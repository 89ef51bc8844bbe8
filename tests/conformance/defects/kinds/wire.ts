// What arrives is not the message that was meant: cut, garbled, of another kind, or never.
import type { Answered, Asked, Defect, Layer } from '../defect.ts';
import { answerOf, isCallOf, isGood, onGood } from '../layers.ts';
import { operationOf } from '../operation-at.ts';

const HTML = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';

const withText = (answer: Answered, text: string | Buffer): Answered => ({
  ...answer,
  body: Buffer.from(text),
});

type Garble = (answer: Answered) => Answered;

const GARBLES: Record<string, Garble> = {
  'ends in the middle of the body': (answer) => ({ ...answer, wire: 'cut' }),
  'is JSON cut short': (answer) => withText(answer, answer.body.subarray(0, answer.body.length - 3)),
  'has text after the JSON': (answer) => withText(answer, `${answer.body}\nOK`),
  'is an empty body': (answer) => withText(answer, ''),
  'is an HTML page with 200': (answer) => ({
    ...withText(answer, HTML),
    headers: { ...answer.headers, 'content-type': 'text/html' },
  }),
  'is an HTML page called JSON': (answer) => withText(answer, HTML),
  'is not UTF-8': (answer) =>
    withText(answer, Buffer.from(answer.body.toString().replace('{', '{"note":"Zürich é",'), 'latin1')),
  'is UTF-16': (answer) => withText(answer, Buffer.from(answer.body.toString(), 'utf16le')),
  'is a list with one member': (answer) => withText(answer, `[${answer.body}]`),
  'is JSON in a JSON string': (answer) => withText(answer, JSON.stringify(answer.body.toString())),
  'is wrapped in "data"': (answer) => withText(answer, `{"data":${answer.body}}`),
  'is called gzip and is not': (answer) => ({
    ...answer,
    headers: { ...answer.headers, 'content-encoding': 'gzip' },
    wire: 'raw',
  }),
  'has snake_case names': (answer) =>
    withText(
      answer,
      answer.body.toString().replace(/"(\w+)":/g, (_, name: string) => `"${snake(name)}":`),
    ),
  'is null': (answer) => withText(answer, 'null'),
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Each garbles the answers of one operation; the operations take turns. */
const TURNS = [
  ...['startProcessByBuild', 'getInstance', 'startProcessByName', 'executeWorkflow', 'getBuildInfo'],
  ...['completeTask', 'startProcessCopyingData', 'startWorkflow', 'startProcessInheriting'],
  'getBuildInfoByProcessInstance',
];

const garbled: Defect[] = Object.entries(GARBLES).flatMap(([way, garble], row) =>
  [0, 1].map((turn): Defect => {
    const operationId = TURNS[(row * 3 + turn * 5) % TURNS.length] ?? '';
    return wire(operationId, `the answer ${way}`, () => onGood(operationId, garble));
  }),
);

/** The second call of an operation is never answered. */
function silent(operationId: string): Layer {
  let calls = 0;
  return (asked, pass) => {
    if (isCallOf(asked, operationId)) calls += 1;
    return calls === 2 ? Promise.resolve({ ...answerOf(200, null), wire: 'never' }) : pass(asked);
  };
}

/** Each good answer is the one that the caller before should have had. */
function swapped(operationId: string): Layer {
  let before: Answered | undefined;
  return async (asked: Asked, pass) => {
    const answer = await pass(asked);
    if (!isCallOf(asked, operationId) || !isGood(answer)) return answer;
    const late = before ?? answer;
    before = answer;
    return late;
  };
}

function wire(operationId: string, what: string, layer: () => Layer): Defect {
  const api = operationOf(operationId).api as Defect['api'];
  return { name: `${operationId}: ${what}`, api, operationId, kind: 'wire', layer };
}

export const WIRE_DEFECTS: Defect[] = [
  ...garbled,
  ...['startProcessByBuild', 'getInstance'].map((id) =>
    wire(id, 'one call is never answered', () => silent(id)),
  ),
  ...['startProcessByName', 'executeWorkflow', 'getInstance'].map((id) =>
    wire(id, 'answers what the caller before asked', () => swapped(id)),
  ),
];
