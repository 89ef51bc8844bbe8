// Parameters, media types, methods and texts that have to be refused are taken all the same.
import type { Asked, Defect, Pass } from '../defect.ts';
import { isCallOf, jsonOf, onCall } from '../layers.ts';
import { operationOf } from '../operation-at.ts';
import { asAsked, freshRun, GOOD_CALLS, goodCall } from '../world.ts';

const WITH_BODY = Object.keys(GOOD_CALLS).filter((id) => goodCall(id).body);

const withJsonType = (asked: Asked): Asked => ({
  ...asked,
  headers: { ...asked.headers, 'content-type': 'application/json' },
});

/** The same call with a body that is taken. */
async function withGoodBody(operationId: string, asked: Asked, pass: Pass): Promise<Asked> {
  const { body = {} } = goodCall(operationId);
  const run = operationId === 'completeTask' ? { processInstanceId: await freshRun(pass) } : {};
  return { ...withJsonType(asked), body: Buffer.from(JSON.stringify({ ...body, ...run })) };
}

function accepts(
  operationId: string,
  what: string,
  mend: (asked: Asked, pass: Pass) => Asked | undefined | Promise<Asked | undefined>,
): Defect {
  return {
    name: `${operationId}: accepts ${what}`,
    api: operationOf(operationId).api as Defect['api'],
    operationId,
    kind: 'accepts-requests',
    layer: () => onCall(operationId, mend),
  };
}

const texts = WITH_BODY.flatMap((id) => [
  accepts(id, 'malformed JSON', (asked, pass) =>
    asked.body.length > 0 && jsonOf(asked) === undefined ? withGoodBody(id, asked, pass) : undefined,
  ),
  accepts(id, 'another content type', (asked) =>
    /json/.test(asked.headers['content-type'] ?? '') ? undefined : withJsonType(asked),
  ),
]);

const empties = ['startProcessByBuild', 'executeWorkflow', 'completeTask'].map((id) =>
  accepts(id, 'an empty body', (asked, pass) =>
    asked.body.length === 0 ? withGoodBody(id, asked, pass) : undefined,
  ),
);

const large = ['startProcessByName'].map((id) =>
  accepts(id, 'a body over 1 MB', (asked, pass) =>
    asked.body.length > 1024 * 1024 ? withGoodBody(id, asked, pass) : undefined,
  ),
);

/** Every method is taken for the operation's own. */
const methods = Object.keys(GOOD_CALLS).map((operationId): Defect => {
  const { api, method } = operationOf(operationId);
  return {
    name: `${operationId}: answers every method`,
    api: api as Defect['api'],
    operationId,
    kind: 'accepts-requests',
    layer: () => async (asked, pass) => {
      const foreign = asked.operation?.id === operationId && !isCallOf(asked, operationId);
      if (!foreign || asked.method === 'OPTIONS') return pass(asked);
      const { headers } = goodCall(operationId);
      const meant = { ...asked, method, headers: { ...asked.headers, ...headers }, body: Buffer.alloc(0) };
      return pass(method === 'GET' ? meant : await withGoodBody(operationId, meant, pass));
    },
  };
});

const withPlatform = (asked: Asked): Asked => ({
  ...asked,
  headers: { ...asked.headers, 'flowx-platform': 'web' },
});

const platforms = ['startProcessByBuild', 'startProcessInheriting'].flatMap((id) => [
  accepts(id, 'no Flowx-Platform', (asked) =>
    asked.headers['flowx-platform'] === undefined ? withPlatform(asked) : undefined,
  ),
  accepts(id, 'a blank Flowx-Platform', (asked) =>
    asked.headers['flowx-platform']?.trim() === '' ? withPlatform(asked) : undefined,
  ),
]);

/** Takes a query parameter away where it is as described. */
const withoutQuery =
  (name: string, wrong: (values: string[]) => boolean) =>
  (asked: Asked): Asked | undefined => {
    const [path, query = ''] = asked.url.split('?');
    const params = new URLSearchParams(query);
    if (!wrong(params.getAll(name))) return undefined;
    params.delete(name);
    return { ...asked, url: `${path}?${params}` };
  };

const queries = ['executeWorkflow', 'startWorkflow'].flatMap((id) => [
  accepts(
    id,
    'any environment',
    withoutQuery(
      'environment',
      ([value, ...more]) =>
        more.length === 0 && value !== undefined && !/^(DEVELOPMENT|PRODUCTION)$/.test(value),
    ),
  ),
  accepts(
    id,
    'a blank versionNumber',
    withoutQuery('versionNumber', ([value, ...more]) => more.length === 0 && value?.trim() === ''),
  ),
  accepts(
    id,
    'environment twice',
    withoutQuery('environment', (values) => values.length > 1),
  ),
]);

const blankId = accepts('getInstance', 'a blank processInstanceId', (asked) =>
  /^\/process\/instance\/(%20|%09)+$/.test(asked.url)
    ? { ...asked, url: asAsked(goodCall('getInstance')).url }
    : undefined,
);

export const ACCEPTED_REQUESTS: Defect[] = [
  ...texts,
  ...empties,
  ...large,
  ...methods,
  ...platforms,
  ...queries,
  blankId,
];
