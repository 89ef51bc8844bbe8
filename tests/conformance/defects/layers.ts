// The few shapes that nearly all defects have.
import type { Json, JsonObject } from '../../../contracts/files/json.ts';
import type { Answered, Asked, Layer, Pass } from './defect.ts';

/** Whether it is a call of an operation, method included. */
export const isCallOf = ({ operation, method }: Asked, id: string): boolean =>
  operation?.id === id && operation.method === method;

export const isGood = ({ status }: Answered): boolean => status >= 200 && status < 300;

/** The body as JSON; undefined where it is none. */
export function jsonOf({ body }: { body: Buffer }): Json | undefined {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** The same message with another body. */
export function withJson<Message extends { body: Buffer }>(message: Message, json: Json): Message {
  return { ...message, body: Buffer.from(JSON.stringify(json)) };
}

/** Alters the good answers of an operation. */
export const onGood =
  (id: string, alter: (answer: Answered, asked: Asked) => Answered): Layer =>
  async (asked, pass) => {
    const answer = await pass(asked);
    return isCallOf(asked, id) && isGood(answer) ? alter(answer, asked) : answer;
  };

/** Alters the JSON of the good answers of an operation. */
export const onGoodJson = (id: string, alter: (body: JsonObject, asked: Asked) => Json): Layer =>
  onGood(id, (answer, asked) => withJson(answer, alter(jsonOf(answer) as JsonObject, asked)));

/** Alters the refusals of an API, or those with one status. */
export const onRefusal =
  (api: string, alter: (answer: Answered, asked: Asked) => Answered, status?: number): Layer =>
  async (asked, pass) => {
    const answer = await pass(asked);
    const meant = asked.operation?.api === api && (status ? answer.status === status : answer.status >= 400);
    return meant ? alter(answer, asked) : answer;
  };

/** Alters the calls of an operation before they are passed on; undefined: this one is left alone. */
export const onCall =
  (id: string, alter: (asked: Asked, pass: Pass) => Asked | undefined | Promise<Asked | undefined>): Layer =>
  async (asked, pass) =>
    pass((isCallOf(asked, id) ? await alter(asked, pass) : undefined) ?? asked);

/** Answers some calls of an operation itself. */
export const onSome =
  (
    id: string,
    answer: (asked: Asked, pass: Pass) => Answered | undefined | Promise<Answered | undefined>,
  ): Layer =>
  async (asked, pass) =>
    (isCallOf(asked, id) ? await answer(asked, pass) : undefined) ?? pass(asked);

/** A JSON answer. */
export function answerOf(status: number, json: Json): Answered {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(json)),
  };
}
