// Starts and stops many stand-ins in one process that does nothing else, and prints what is left of them as JSON.
// Run with --expose-gc, the module with createMock and what is to be kept on purpose: `nothing`, `mocks` or `timers`.
import { request } from 'node:http';
import { setTimeout as later } from 'node:timers/promises';

const [, , module, kept] = process.argv;
const { createMock } = await import(module);

const MANY = 200;
const keep = [];
const heaps = [];
let before;
const inUse = () => ({
  resources: process.getActiveResourcesInfo(),
  listeners: Object.fromEntries(
    process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
  ),
});

function start(url) {
  return new Promise((resolve, reject) => {
    const headers = { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' };
    const sent = request(`${url}/process/exec`, { method: 'POST', headers, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject).end('{"processId":"quick-flow","data":{"a":1}}');
  });
}

for (let count = 1; count <= MANY; count += 1) {
  const mock = await createMock({ seed: count });
  const alice = mock.world('alice');
  if ((await start(alice.url)) !== 200) throw new Error('the stand-in does not answer');
  await alice.clock.advance('PT2H');
  const [sent] = await alice.requests.all();
  if (sent.status !== 200) throw new Error('the journal does not know it');
  await mock.close();
  before ??= inUse();
  if (kept === 'mocks') keep.push(mock);
  if (kept === 'timers') keep.push(setInterval(() => {}, 1000).ref());
  if (count % (MANY / 4) !== 0) continue;
  await later(20);
  global.gc();
  global.gc();
  heaps.push(process.memoryUsage().heapUsed);
}

const [, half, , whole] = heaps;
process.stdout.write(JSON.stringify({ grown: whole - half, before, after: inUse() }));
for (const timer of keep) if (kept === 'timers') clearInterval(timer);
