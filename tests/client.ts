// What tests do with a stand-in, as a client that only knows its address: start, answer, look, move the clock.

export const WORKSPACE = '2ae77b6a-d284-4a0b-ab23-ceaa364c7122';
export const APPLICATION = 'dbe0ab87-539b-4015-962d-6e73226b9e58';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: an answer may be anything, and the test says what it expects
  body: any;
  text: string;
}

interface Said {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** What has to be there is there. */
export function sure(answer: Answer, status = 200): Answer {
  if (answer.status === status) return answer;
  throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`);
}

export class Client {
  readonly url: string;

  /** @param url without slash at the end; `/@NAME` there makes it a client of one world */
  constructor(url: string) {
    this.url = url;
  }

  /** The same server, another world. */
  world(name: string): Client {
    return new Client(`${this.url.replace(/\/@[^/]*$/, '')}/@${name}`);
  }

  async call(method: string, path: string, { body, headers, signal }: Said = {}): Promise<Answer> {
    const answer = await fetch(this.url + path, {
      method,
      ...(signal && { signal }),
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = (answer.headers.get('content-type') ?? '').includes('json') && text !== '';
    return {
      status: answer.status,
      headers: answer.headers,
      body: json ? JSON.parse(text) : undefined,
      text,
    };
  }

  /** apptor flow: starts a run. */
  exec(processId: string, more: Record<string, unknown> = {}, key = 'apk_demo_secret'): Promise<Answer> {
    return this.call('POST', '/process/exec', {
      body: { processId, ...more },
      headers: { 'X-API-Key': key },
    });
  }

  /** The same, for those who only need its id. */
  async run(processId: string, more: Record<string, unknown> = {}): Promise<string> {
    return sure(await this.exec(processId, more)).body.processInstanceId;
  }

  task(id: string, nodeId: string, action = 'COMPLETE', data?: Record<string, unknown>): Promise<Answer> {
    return this.call('POST', '/process/task', {
      body: { processInstanceId: id, nodeId, action, ...(data && { data }) },
      headers: { 'X-API-Key': 'apk_demo_secret' },
    });
  }

  /** apptor flow: `getInstance`. */
  look(id: string, said: Said = {}): Promise<Answer> {
    return this.call('GET', `/process/instance/${id}`, {
      ...said,
      headers: { 'X-API-Key': 'apk_demo_secret', ...said.headers },
    });
  }

  /** FlowX: `startProcessByName`; with a source, `startProcessCopyingData`. */
  async start(process: string, data: Record<string, unknown> = {}, source?: string): Promise<string> {
    const place = `/api/runtime/wks/${WORKSPACE}/app/${APPLICATION}/process-name/${process}`;
    const path = source === undefined ? `${place}/start` : `${place}/start/copyDataFrom/${source}`;
    return sure(await this.call('POST', path, { body: data, headers: { Authorization: 'Bearer me' } })).body
      .uuid;
  }

  admin(method: string, path: string, said: Said = {}): Promise<Answer> {
    return this.call(method, `/__admin${path}`, said);
  }

  /** An instance as the control plane has it. */
  async instance(id: string): Promise<Answer['body']> {
    return sure(await this.admin('GET', `/instances/${id}`)).body;
  }

  async state(id: string): Promise<string> {
    return (await this.instance(id)).state;
  }

  event(id: string, type: string, data?: Record<string, unknown>): Promise<Answer> {
    return this.admin('POST', `/instances/${id}/events`, { body: { type, ...(data && { data }) } });
  }

  async freeze(): Promise<void> {
    sure(await this.admin('POST', '/clock/freeze'));
  }

  async advance(by: string): Promise<string> {
    return sure(await this.admin('POST', '/clock/advance', { body: { by } })).body.now;
  }

  async reset(): Promise<void> {
    sure(await this.admin('POST', '/reset'), 204);
  }
}
