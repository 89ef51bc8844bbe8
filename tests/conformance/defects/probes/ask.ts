// A client that sends just what it is told and notes everything it sees.
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type GoodCall, KNOWN_IDS } from '../world.ts';

export interface Probe extends Omit<GoodCall, 'body'> {
  body?: string;
}

/** What a client sees, as text; ids are told apart by the order in which they come. */
export interface Seen {
  text: string;
  json: unknown;
}

/** Differ from call to call, or say nothing about the product. */
const UNSEEN = /^(date|connection|keep-alive|transfer-encoding|content-length|server-timing|x-mock-.*)$/;
/** Nothing in this process takes longer, on a busy machine too; a server that never answers is rare. */
const PATIENCE = 3000;

export async function ask(base: string, { method, url, headers, body }: Probe): Promise<Seen> {
  try {
    const sent = request(base + url, { method, headers, agent: false, timeout: PATIENCE });
    sent.on('timeout', () => sent.destroy(new Error('time-out')));
    // Told by whoever waits; one that comes when nobody does any more says nothing.
    sent.on('error', () => {});
    sent.end(body);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const seen = Object.entries(answer.headers).filter(([name]) => !UNSEEN.test(name));
    const bytes = Buffer.concat(await answer.toArray()).toString('latin1');
    const text = [answer.statusCode, ...seen.map((entry) => entry.join(': ')).sort(), bytes].join('\n');
    return { text, json: parsed(bytes) };
  } catch (error) {
    return { text: (error as Error).message, json: undefined };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const ID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|inst_\w+|\b2112\d{3}\b/g;

/** Names ids that are new by their order, so that two servers that count differently say the same. */
export class Anonymous {
  readonly #names = new Map<string, string>();

  of(text: string): string {
    return text.replace(ID, (id) => {
      if (KNOWN_IDS.has(id)) return id;
      const name = this.#names.get(id) ?? `<${this.#names.size}>`;
      this.#names.set(id, name);
      return name;
    });
  }
}
