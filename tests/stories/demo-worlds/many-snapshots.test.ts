// However many snapshots there are: to list them takes the memory of one, and holds nobody up.
import { expect, test } from '@jest/globals';
import request from 'supertest';
import { inProcess } from '../../in-process.ts';

test('snapshots are read one after the other for their list', async () => {
  const mock = await inProcess();
  const names = Array.from({ length: 20 }, (_, at) => `s${String(at).padStart(2, '0')}`);
  for (const name of names) await request(mock.app).put(`/__admin/snapshots/${name}`).expect(201);
  const { snapshots } = mock.simulation;
  const read = snapshots.read.bind(snapshots);
  let [reading, most] = [0, 0];
  snapshots.read = async (name) => {
    reading += 1;
    most = Math.max(most, reading);
    await new Promise(setImmediate);
    reading -= 1;
    return read(name);
  };
  const { body } = await request(mock.app).get('/__admin/snapshots').expect(200);
  expect(body.items.map(({ name }: { name: string }) => name)).toEqual(names);
  expect(most).toBe(1);
});
