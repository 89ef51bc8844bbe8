// Two worlds of one seed give the same ids: what comes from one into the other must not meet an id that is taken.
import { expect, test } from '@jest/globals';
import request from 'supertest';
import { inProcess } from '../../in-process.ts';
import { DEMO } from '../apptor/calls.ts';
import { byName, TOKEN } from '../flowx/calls.ts';

test('ids that are in use are skipped, whatever their form', async () => {
  const { app, simulation } = await inProcess();
  const begun = async (world: string) => {
    const flowx = await request(app)
      .post(`/@${world}${byName()}`)
      .set({ Authorization: TOKEN, 'Flowx-Platform': 'web', 'Content-Type': 'application/json' })
      .send('{}');
    const apptor = await request(app)
      .post(`/@${world}/process/exec`)
      .set('X-API-Key', DEMO)
      .send({ processId: 'your-flow-uuid', data: {} });
    expect([flowx.status, apptor.status]).toEqual([200, 200]);
    return [flowx.body.uuid, apptor.body.processInstanceId];
  };
  const first = [await begun('a'), await begun('a'), await begun('a')].flat();
  const b = await simulation.worlds.get('b');
  const foreign = [];
  for await (const instance of simulation.store.each('a')) foreign.push({ instance, expected: null });
  expect(await b.commit(foreign)).toBe(true);
  const later = [await begun('b'), await begun('b')].flat();
  expect(new Set([...first, ...later]).size).toBe(first.length + later.length);
  const { items } = await b.list({ limit: 1000, api: 'flowx' });
  const numbers = items.flatMap(({ facts }) => [facts.processInstanceId, facts.tokenId]);
  expect(new Set(numbers).size).toBe(numbers.length);
});
