// Express as it comes, with one route that always gives the same answer. `node tests/bench/servers/express.js PORT`
import express from 'express';

const app = express();
const answer = { uuid: '040a5374-c7e5-4492-bfde-fd2b7e9c39e3', state: 'STARTED' };
app.post('/api/runtime/app/:appId/build/:buildId/process-name/:process/start', (_req, res) => {
  res.json(answer);
});
app.listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('ready\n'));
