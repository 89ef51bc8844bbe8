import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { Client } from '../../client.ts';
import { type Listening, listening } from '../../listening.ts';
import { thirdApi } from '../../third-api.ts';

/**
 * One server for the tests of a file, and for each of them a world that nobody was in before.
 * @returns gives the world of the test that runs, or another one by its name
 */
export function worldOfTest(): (name?: string) => Client {
  let server: Listening;
  let count = 0;
  beforeAll(async () => {
    server = await listening({ contracts: [thirdApi] });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    count += 1;
  });
  return (name = `world-${count}`) => new Client(server.url).world(name);
}
