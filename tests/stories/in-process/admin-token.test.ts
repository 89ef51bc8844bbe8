// A token that was given is asked for on loopback, too; the client, and what it is handed on to, has it.
import { afterEach, expect, test } from '@jest/globals';
import { environmentFor } from '../../../mock-server/cli/exec/child-environment.ts';
import { connect } from '../../../mock-server/in-process/create-mock.ts';
import { type Running, startServer } from '../../../mock-server/running/start-server.ts';

let running: Running | undefined;
afterEach(async () => {
  delete process.env.FLOWX_MOCK_ADMIN_TOKEN;
  await running?.stop();
});

test('it is asked for, read from the environment, and handed on', async () => {
  running = await startServer({
    ...{ host: '127.0.0.1', port: 0, store: 'memory:', durability: 'none', adminToken: 'of-the-team' },
    ...{ allowHost: [], contracts: [], learn: false, maxWorlds: 10, maxInstances: 10, journal: 10, apis: {} },
    ...{ tell: () => {}, reuse: true },
  });
  const { url, adminToken } = running;
  await expect(connect(url).clock.now()).rejects.toMatchObject({ status: 401 });
  expect(await connect(url, { adminToken: 'of-the-team' }).clock.now()).toBeInstanceOf(Date);
  expect(environmentFor({}, url, [], adminToken).FLOWX_MOCK_ADMIN_TOKEN).toBe('of-the-team');
  process.env.FLOWX_MOCK_ADMIN_TOKEN = 'of-the-team';
  const server = connect(url);
  const events = server.events();
  await events.opened;
  await events.return();
  const [{ id } = { id: '' }] = await server.instances.list({ api: 'apptor' });
  expect((await server.instances.waitFor(id, 'waiting', { seconds: 0 })).id).toBe(id);
  await expect(server.instances.waitFor(id, 'completed', { seconds: 0 })).rejects.toMatchObject({
    status: 409,
  });
});
