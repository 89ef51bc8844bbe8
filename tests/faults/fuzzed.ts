// What the fuzzing tests share: how often, odd texts, and what a fair answer is.
import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { Listening, RawAnswer, RawConnection } from './raw.ts';
import { expectRefusal, shapeFor } from './refusal-shape.ts';

export const RUNS = { numRuns: process.env.FLOWX_MOCK_TEST_FULL ? 5000 : 300 };

/** Names that objects have by themselves. */
export const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  'length',
  '$ref',
];

export const odd = fc.oneof(
  fc.constantFrom(...NAMES),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);

/** Asks one after the other on one connection, as long as it lasts: a server out of step would show. */
export class Asker {
  readonly #mock: Listening;
  #connection: RawConnection;

  constructor(mock: Listening) {
    this.#mock = mock;
    this.#connection = mock.connect();
  }

  async ask(bytes: Buffer): Promise<RawAnswer> {
    const answer = await this.#connection.send(bytes).answer();
    if (answer.headers.connection === 'close') {
      await this.#connection.closed;
      this.#connection = this.#mock.connect();
    }
    return answer;
  }

  end(): void {
    this.#connection.end();
  }
}

/** Answered by behaviour, or refused in the right envelope. */
export function expectFair(answer: RawAnswer, path: string): void {
  if (answer.status === 200) {
    expect(answer.headers['x-mock-source']).toBe('behaviour');
    expect(Object.keys(JSON.parse(answer.body)).length).toBeGreaterThan(0);
  } else expectRefusal(answer, shapeFor(path));
}
