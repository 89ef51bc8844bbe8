// Takes the pictures of docs/dashboard.md, so that they stay true: npm run pictures.
import { join } from 'node:path';
import { createMock } from '../mock-server/in-process/create-mock.ts';
import { launched } from './browser/chromium.ts';
import { Client } from './client.ts';
import { root } from './repository/project-files.ts';

const mock = await createMock({ story: 'onboarding:40', seed: 7 });
const browser = await launched();
const client = new Client(mock.url);
const key = { headers: { 'X-API-Key': 'apk_demo_secret' } };
await client.exec('your-flow-uuid');
await client.call('POST', '/process/exec', { ...key, body: { processId: 'your-flow-uid' } });
await client.call('POST', '/process/exec', { ...key, body: { processId: 7 } });
await client.call('POST', '/process/exce', { ...key, body: {} });
const waiting = (await mock.instances.list({ state: 'contract' }))[0];
const refused = (await mock.requests.find({ status: 400 }))[0];
await mock.faults.set([
  { operationId: 'executeWorkflow', code: 503, times: 2 },
  { profile: 'slow', api: 'flowx' },
]);
await client.exec('your-flow-uuid');
await client.call('PUT', '/__admin/snapshots/before-the-meeting');
const page = await browser.newPage({ viewport: { width: 1280, height: 820 } });
for (const [name, address] of [
  ['requests', `requests/${refused?.id}`],
  ['instances', `instances/${waiting?.id}`],
  ['faults', 'faults'],
  ['worlds', 'worlds'],
  ['api', 'api/flowx%20startProcessByName'],
]) {
  await page.goto(`${mock.url}/__admin/#/${address}`);
  await page.locator('section h2').last().waitFor();
  await page.screenshot({ path: join(root, `docs/pictures/${name}.png`) });
}
await browser.close();
await mock.close();
