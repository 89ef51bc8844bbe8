import { isObject } from '../../files/json.ts';
import { Mistake } from '../../files/mistake.ts';
import type { Answer } from '../../reader/contract.ts';
import { isJson, mediaTypeOf } from '../../reader/media-type.ts';

/** What is used of a `Response` of fetch. */
interface Fetched {
  status: number;
  headers: Iterable<[string, string]>;
  bodyUsed: boolean;
  clone(): { text(): Promise<string> };
}

/**
 * An answer as contracts judge it, of a response of fetch (which stays readable), of supertest, or of any
 * `{status, headers, body}`. A promise for fetch alone, whose body is still to come.
 * @throws Mistake for anything else
 */
export function answerOf(received: unknown): Answer | Promise<Answer> {
  if (isFetched(received)) return ofFetched(received);
  const { status, statusCode, headers, text, body } = (isObject(received) ? received : {}) as Record<
    string,
    unknown
  >;
  const told = status ?? statusCode;
  if (typeof told !== 'number' || typeof headers !== 'object' || headers === null) throw unknownShape();
  const lowered = loweredHeaders(headers);
  // supertest keeps the text beside what it made of it, which for a body that is no JSON is an empty object.
  return { status: told, headers: lowered, body: typeof text === 'string' ? parsed(text, lowered) : body };
}

async function ofFetched(response: Fetched): Promise<Answer> {
  if (response.bodyUsed) {
    throw new Mistake(
      [{ text: 'the body of this response was read already' }],
      'Match the response first, or pass { status, headers, body }.',
    );
  }
  const headers = loweredHeaders(response.headers);
  return { status: response.status, headers, body: parsed(await response.clone().text(), headers) };
}

function isFetched(received: unknown): received is Fetched {
  const { clone, headers } = (received ?? {}) as { clone?: unknown; headers?: unknown };
  return typeof clone === 'function' && isIterable(headers);
}

function isIterable(value: unknown): value is Iterable<[string, string]> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function loweredHeaders(headers: object): Record<string, string> {
  const entries = isIterable(headers) ? [...headers] : Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** JSON is read; what claims to be and is not stays text, which no schema of an object takes. */
function parsed(text: string, headers: Record<string, string>): unknown {
  const type = mediaTypeOf(headers['content-type']);
  if (text === '') return undefined;
  if (type === undefined || !isJson(type)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function unknownShape(): Mistake {
  return new Mistake(
    [{ text: 'toMatchContract needs a response' }],
    'It takes a Response of fetch, a response of supertest, or { status, headers, body }.',
  );
}
