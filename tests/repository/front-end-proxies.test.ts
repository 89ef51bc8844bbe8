// The proxies of docs/in-your-front-end.md pass calls on: Vite's own development server runs them, with the port changed.
import { type ChildProcess, spawn } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '../client.ts';
import { type Listening, listening } from '../listening.ts';
import { scratchFolder } from '../own-fixtures.ts';
import { blockOf, TARGET } from './front-end-page.ts';
import { root } from './project-files.ts';

let server: Listening;
const children: ChildProcess[] = [];
beforeAll(async () => {
  server = await listening();
});
afterAll(async () => {
  for (const child of children) child.kill();
  await server.close();
});

/** A project with this `vite.config.js`, its development server running. */
async function vite(config: string): Promise<Client> {
  const folder = scratchFolder();
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  writeFileSync(join(folder, 'vite.config.js'), config.replaceAll(TARGET, server.url));
  writeFileSync(
    join(folder, 'serve.js'),
    `import { createServer } from 'vite';
const server = await createServer({ server: { host: '127.0.0.1', port: 0 }, logLevel: 'error' });
await server.listen();
console.log(server.httpServer.address().port);`,
  );
  const env = { ...process.env, MOCK_WORLD: 'anna' };
  const child = spawn(process.execPath, ['serve.js'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const port = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`Vite ended with ${code}`)));
  });
  return new Client(`http://127.0.0.1:${port}`);
}

/** Starts one of each product by the page's own origin, without a key for apptor flow. */
async function startBoth(through: Client): Promise<[string, string]> {
  const flowx = await through.start('customer_onboarding', { loanAmount: 1 });
  const answer = await through.call('POST', '/process/exec', { body: { processId: 'quick-flow' } });
  expect(answer.status).toBe(200);
  return [flowx, answer.body.processInstanceId];
}

test('Vite: calls arrive in the developer’s world, with the key that the proxy adds', async () => {
  const [flowx, apptor] = await startBoth(await vite(blockOf('Vite')));
  const anna = new Client(server.url).world('anna');
  expect(await anna.state(flowx)).toBe('collect');
  expect((await anna.instance(apptor)).process).toBe('quick-flow');
  expect((await new Client(server.url).admin('GET', `/instances/${flowx}`)).status).toBe(404);
});

test('Angular’s proxy.conf.json does the same, in the default world', async () => {
  const [flowx, apptor] = await startBoth(
    await vite(`export default { server: { proxy: ${blockOf('Angular')} } };`),
  );
  const everybody = new Client(server.url);
  expect(await everybody.state(flowx)).toBe('collect');
  expect((await everybody.instance(apptor)).process).toBe('quick-flow');
});

test('webpack’s has the same paths, target and key', () => {
  const file = join(scratchFolder(), 'webpack.config.cjs');
  writeFileSync(file, blockOf('webpack'));
  const { devServer } = createRequire(import.meta.url)(file) as {
    devServer: { proxy: { context: string[]; target: string; headers?: object }[] };
  };
  const entries = devServer.proxy.flatMap(({ context, ...rest }) => context.map((path) => [path, rest]));
  const angular = Object.entries(JSON.parse(blockOf('Angular')) as Record<string, Record<string, unknown>>);
  expect(entries).toEqual(angular.map(([path, { secure: _, ...rest }]) => [path, rest]));
});
