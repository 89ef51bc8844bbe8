// Express with ajv and nothing else: what a start-up costs at least. `node tests/bench/servers/express-ajv.js PORT`
import { randomUUID } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import express from 'express';

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const uuid = { type: 'string', format: 'uuid' };
const isParams = ajv.compile({
  type: 'object',
  properties: { appId: uuid, buildId: uuid, process: { type: 'string', minLength: 1 } },
  required: ['appId', 'buildId', 'process'],
});
const isHeaders = ajv.compile({
  type: 'object',
  properties: {
    authorization: { type: 'string', pattern: '^Bearer +\\S' },
    'flowx-platform': { type: 'string' },
  },
  required: ['authorization', 'flowx-platform'],
});
const isData = ajv.compile({ type: 'object' });
const isAnswer = ajv.compile({
  type: 'object',
  properties: {
    uuid,
    state: { enum: ['CREATED', 'STARTED', 'FINISHED', 'FAILED'] },
    processDefinitionName: { type: 'string' },
    tokens: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } },
  },
  required: ['uuid', 'state', 'processDefinitionName'],
});

const app = express();
app.use(express.json());
app.post('/api/runtime/app/:appId/build/:buildId/process-name/:process/start', (req, res) => {
  if (!isParams(req.params) || !isHeaders(req.headers) || !isData(req.body)) {
    res.status(400).json({ detail: 'It breaks the contract.' });
    return;
  }
  const body = {
    uuid: randomUUID(),
    state: 'STARTED',
    processDefinitionName: req.params.process,
    tokens: [{ id: 1 }],
  };
  res.status(isAnswer(body) ? 200 : 500).json(body);
});
app.listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('ready\n'));
