// Refusals whose body is not the product's.
import type { Json, JsonObject } from '../../../../contracts/files/json.ts';
import { changed } from '../../../../contracts/schema/mutations/change-at.ts';
import type { Answered, Asked, Defect } from '../defect.ts';
import { jsonOf, onRefusal, withJson } from '../layers.ts';

type Api = Exclude<Defect['api'], 'organization'>;
type Alter = (body: JsonObject, asked: Asked, answer: Answered) => Json | undefined;

const enveloped = (api: Api, what: string, alter: Alter, status?: number): Defect => ({
  name: `${api}: refusals ${what}`,
  api,
  kind: 'envelopes',
  layer: () =>
    onRefusal(
      api,
      (answer, asked) =>
        withJson(answer, alter(jsonOf(answer) as JsonObject, asked, answer) ?? (jsonOf(answer) as Json)),
      status,
    ),
});

const MEMBERS: Record<Api, string[]> = {
  flowx: ['entityName', 'defaultMessage', 'errorKey', 'type', 'title', 'status', 'message', 'params'],
  apptor: ['status', 'message', 'path'],
};

const FOREIGN: Record<Api, (status: number) => Json> = {
  flowx: (status) => ({ status, message: 'Bad request', path: '/', timestamp: '2026-06-01T12:00:00.000Z' }),
  apptor: (status) => ({ type: 'about:blank', title: 'Refused', status, detail: 'No' }),
};

const ofBoth = (['flowx', 'apptor'] as const).flatMap((api) => [
  ...MEMBERS[api].map((member) =>
    enveloped(api, `have no ${member}`, (body) => changed(body, { pointer: `/${member}` })),
  ),
  enveloped(api, 'have another envelope', (_, __, { status }) => FOREIGN[api](status)),
  enveloped(api, 'are a string', () => 'Bad request'),
  enveloped(api, 'are an empty object', () => ({})),
  enveloped(api, 'have the status as text', (body) => ({ ...body, status: String(body.status) })),
  enveloped(api, 'tell another status than they have', (body) => ({ ...body, status: 418 })),
  enveloped(api, 'have null for a message', (body) => ({ ...body, message: null })),
  enveloped(api, 'of missing credentials are wrapped', (body) => ({ error: body }), 401),
  enveloped(api, 'of unknown ids are wrapped', (body) => ({ error: body }), 404),
  enveloped(api, 'of broken requests are wrapped', (body) => ({ error: body }), 400),
]);

const ofOne = [
  enveloped('apptor', 'tell another path', (body) => ({ ...body, path: '/process/other' })),
  enveloped('apptor', 'have a timestamp that is none', (body) => ({ ...body, timestamp: 'yesterday' })),
  enveloped('apptor', 'have their timestamp as a number', (body) => ({ ...body, timestamp: 1780315200 })),
  enveloped('flowx', 'have a number for a title', (body) => ({ ...body, title: 7 })),
];

const html = (['flowx', 'apptor'] as const).map(
  (api): Defect => ({
    name: `${api}: refusals are HTML pages`,
    api,
    kind: 'envelopes',
    layer: () =>
      onRefusal(api, (answer) => ({
        ...answer,
        headers: { ...answer.headers, 'content-type': 'text/html' },
        body: Buffer.from(`<html><body><h1>Error ${answer.status}</h1></body></html>`),
      })),
  }),
);

const empty = (['flowx', 'apptor'] as const).map(
  (api): Defect => ({
    name: `${api}: refusals have no body`,
    api,
    kind: 'envelopes',
    layer: () => onRefusal(api, (answer) => ({ ...answer, body: Buffer.alloc(0) })),
  }),
);

export const ENVELOPE_DEFECTS: Defect[] = [...ofBoth, ...ofOne, ...html, ...empty];
