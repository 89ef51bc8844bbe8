import { exchange, type Incoming, openStream } from './send-request.ts';

const OK = 200;

/** What the control plane refused, or what stood in the way; the message says what and why. */
export class ControlPlaneError extends Error {
  override readonly name = 'ControlPlaneError';
  /** Of the answer; 0 when there was none. */
  readonly status: number;
  /** The problem details (RFC 9457) of the answer. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(message: string, status: number, problem: Record<string, unknown>, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.status = status;
    this.problem = problem;
  }
}

/** How a call is made. */
interface Said {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  /** How long the answer may wait for what it is about, in seconds. */
  wait?: number;
}

/** As long as a stand-in waits, in seconds. */
const LONGEST_WAIT = 300;

/** The control plane of one world, over HTTP. */
export class ControlPlane {
  readonly #url: string;
  readonly #token: string | undefined;

  /**
   * @param url of the world, without a slash at the end
   * @param token the admin token, where one is asked for
   */
  constructor(url: string, token: string | undefined) {
    this.#url = url;
    this.#token = token;
  }

  /**
   * One call.
   * @param path below `/__admin`
   * @returns the JSON of the answer; undefined for one without
   * @throws ControlPlaneError; RangeError for a `wait` that no stand-in would wait
   */
  async call(method: string, path: string, said: Said = {}): Promise<unknown> {
    if (said.wait !== undefined && !(said.wait >= 0 && said.wait <= LONGEST_WAIT))
      throw new RangeError(`seconds is a number from 0 to ${LONGEST_WAIT}, not ${said.wait}`);
    const what = `${method} ${this.#url}/__admin${path}`;
    const { status, text } = await this.#send(method, path, said).catch((error: Error) => {
      throw new ControlPlaneError(`${what}: ${error.message}`, 0, {}, error);
    });
    return status >= 200 && status < 300 ? jsonOf(text) : refuse(what, status, text);
  }

  /**
   * Opens an answer that goes on.
   * @param path below `/__admin`, with its query
   * @param signal ends it
   * @throws ControlPlaneError
   */
  async open(path: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
    const what = `GET ${this.#url}/__admin${path}`;
    const stream = await openStream(`${this.#url}/__admin${path}`, this.#authorization(), signal).catch(
      (error: Error) => {
        throw new ControlPlaneError(`${what}: ${error.message}`, 0, {}, error);
      },
    );
    if (stream.statusCode === OK) return stream;
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return refuse(what, stream.statusCode ?? 0, Buffer.concat(chunks).toString());
  }

  #authorization(): Record<string, string> {
    return this.#token === undefined ? {} : { Authorization: `Bearer ${this.#token}` };
  }

  #send(method: string, path: string, { query = {}, body, wait }: Said): Promise<Incoming> {
    const given = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const search = new URLSearchParams(Object.fromEntries(given)).toString();
    const text = body === undefined ? undefined : JSON.stringify(body);
    return exchange(`${this.#url}/__admin${path}${search && `?${search}`}`, {
      method,
      headers: {
        ...(text !== undefined && {
          'Content-Type': 'application/json',
          'Content-Length': String(Buffer.byteLength(text)),
        }),
        ...(wait !== undefined && { Prefer: `wait=${wait.toFixed(3)}` }),
        ...this.#authorization(),
      },
      ...(text !== undefined && { body: text }),
    });
  }
}

/** @throws ControlPlaneError with what the control plane answered */
function refuse(what: string, status: number, text: string): never {
  const body = jsonOf(text);
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const detail = problem.detail ?? `it answered ${status}; is it a flowx-mock? ${text.slice(0, 200)}`;
  throw new ControlPlaneError(`${what}: ${detail}`, status, problem);
}

function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
