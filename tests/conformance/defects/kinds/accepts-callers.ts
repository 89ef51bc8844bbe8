// Callers who have to be refused are let in.
import type { Answered, Asked, Defect, Layer } from '../defect.ts';
import { onSome } from '../layers.ts';
import { operationOf } from '../operation-at.ts';
import { GOOD_CALLS, goodCall } from '../world.ts';

/** The same call by somebody who may. */
function byGoodCaller(operationId: string, asked: Asked): Asked {
  const { authorization: _, 'x-api-key': __, ...others } = asked.headers;
  const { authorization, 'x-api-key': key } = goodCall(operationId).headers;
  const credentials = { ...(authorization && { authorization }), ...(key && { 'x-api-key': key }) };
  return { ...asked, headers: { ...others, ...credentials } };
}

/** Whoever is refused as described gets in. */
const letIn = (operationId: string, refused: (answer: Answered, asked: Asked) => boolean): Layer =>
  onSome(operationId, async (asked, pass) => {
    const answer = await pass(asked);
    return refused(answer, asked) ? pass(byGoodCaller(operationId, asked)) : answer;
  });

const isAnonymous = ({ headers }: Asked): boolean =>
  headers.authorization === undefined && headers['x-api-key'] === undefined;

/** An operation that asks for no credentials takes anybody. */
const guarded = Object.keys(GOOD_CALLS).filter((id) => operationOf(id).security.length > 0);

const anonymous = guarded.map(
  (operationId): Defect => ({
    name: `${operationId}: accepts a caller without credentials`,
    api: operationOf(operationId).api as Defect['api'],
    operationId,
    kind: 'accepts-callers',
    layer: () => letIn(operationId, ({ status }, asked) => status === 401 && isAnonymous(asked)),
  }),
);

/** By what the caller has, how the correct server refuses it: the status and a part of the message. */
const BAD: Record<
  Exclude<Defect['api'], 'organization'>,
  Record<string, [status: number, wording: RegExp]>
> = {
  flowx: {
    'a blank token': [401, /blank/],
    'another scheme than Bearer': [401, /is not \\"Bearer\\"/],
    'an expired JWT': [401, /expired/],
  },
  apptor: {
    'a malformed key': [401, /a key begins|a key is/],
    'an unknown key': [401, /no key has the id/],
    'a wrong secret': [401, /the secret is not/],
    'a suspended key': [401, /is suspended/],
    'a revoked key': [401, /is revoked/],
    'an expired key': [401, /key '.*' expired at/],
  },
};

/** The operations take turns. */
const TURNS: Record<Exclude<Defect['api'], 'organization'>, string[]> = {
  flowx: ['startProcessByBuild', 'getBuildInfo', 'startProcessByName'],
  apptor: ['executeWorkflow', 'getInstance', 'completeTask'],
};

const bad = (['flowx', 'apptor'] as const).flatMap((api) =>
  Object.entries(BAD[api]).map(([who, [status, wording]], row): Defect => {
    const operationId = TURNS[api][row % 3] ?? '';
    return {
      name: `${operationId}: accepts ${who}`,
      api,
      operationId,
      kind: 'accepts-callers',
      layer: () =>
        letIn(operationId, (answer) => answer.status === status && wording.test(answer.body.toString())),
    };
  }),
);

const unfit = ['executeWorkflow', 'completeTask', 'startWorkflow'].map(
  (operationId): Defect => ({
    name: `${operationId}: accepts a caller without the right`,
    api: 'apptor',
    operationId,
    kind: 'accepts-callers',
    layer: () => letIn(operationId, ({ status }) => status === 403),
  }),
);

/** What is another organization's is shown and taken. */
const foreign = ['getInstance', 'executeWorkflow'].map(
  (operationId): Defect => ({
    name: `${operationId}: accepts another organization's caller`,
    api: 'apptor',
    operationId,
    kind: 'accepts-callers',
    layer: () =>
      onSome(operationId, async (asked, pass) => {
        const answer = await pass(asked);
        const system = { ...asked.headers, 'x-api-key': 'apk_system_secret' };
        return answer.status === 404 ? pass({ ...asked, headers: system }) : answer;
      }),
  }),
);

export const ACCEPTED_CALLERS: Defect[] = [...anonymous, ...bad, ...unfit, ...foreign];
