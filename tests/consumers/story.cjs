// What each project does with the package: everything in a stand-in that could wait for a faked clock.
const { request } = require('node:http');

/** One call over HTTP, by Node's own means: they are there in every environment. */
function call(method, url, body) {
  const headers = { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

/** Starts, delays, waits, skips and closes; gives back the year that the stand-in lived in. */
exports.story = async (mock) => {
  const { processInstanceId: id } = await call('POST', `${mock.url}/process/exec`, { processId: 'quick-flow' });
  await mock.faults.set({ operationId: 'getInstance', delay: 20 });
  const { startTime } = await call('GET', `${mock.url}/process/instance/${id}`);
  await mock.instances.waitFor(id, 'completed', { skip: true });
  await mock.clock.advance('PT1H');
  const found = await mock.requests.find({ operationId: 'executeWorkflow' });
  if (found.length !== 1) throw new Error(`${found.length} starts are in the journal`);
  return new Date(startTime).getUTCFullYear();
};
