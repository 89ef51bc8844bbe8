import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledApis, loadApis } from '../../../contracts/reader/read-api.ts';
import { ANSWER, type Contender, type Place, START } from '../contender.ts';

const node = process.execPath;

/** Prism answers by our own contract, as it is exported. */
function writeContract({ folder }: Place): void {
  const api = loadApis([bundledApis()]).find(({ name }) => name === 'flowx');
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(api?.document));
}

function prism(name: string, does: string, flags: string[]): Contender {
  return {
    name,
    does,
    packages: ['@stoplight/prism-cli@5.16.0'],
    prepare: writeContract,
    command: ({ port, folder, home }) => [
      node,
      join(home, 'node_modules/@stoplight/prism-cli/dist/index.js'),
      'mock',
      ...flags,
      '--verboseLevel',
      'silent',
      '-p',
      String(port),
      join(folder, 'openapi.json'),
    ],
    // It takes the server's address of the contract away from paths; ours has none.
  };
}

export const prismStatic = prism('Prism', 'checks the request; answers with the example', []);
export const prismDynamic = prism('Prism, dynamic', 'checks the request; generates the answer', ['-d']);

export const mockoon: Contender = {
  name: 'Mockoon',
  does: 'a template with one generated id; checks nothing',
  packages: ['@mockoon/cli@9.9.0'],
  prepare({ folder, port }) {
    writeFileSync(join(folder, 'mockoon.json'), JSON.stringify(environment(port)));
  },
  command: ({ port, folder, home }) => [
    node,
    join(home, 'node_modules/@mockoon/cli/bin/run.js'),
    'start',
    '--data',
    join(folder, 'mockoon.json'),
    '--port',
    String(port),
    '--disable-log-to-file',
    '--disable-admin-api',
  ],
};

function environment(port: number): object {
  const route = {
    uuid: 'route-1',
    type: 'http',
    documentation: '',
    method: 'post',
    endpoint: 'api/runtime/app/:appId/build/:buildId/process-name/:process/start',
    responses: [
      {
        uuid: 'response-1',
        body: JSON.stringify({ ...ANSWER, uuid: "{{faker 'string.uuid'}}" }),
        latency: 0,
        statusCode: 200,
        label: '',
        headers: [{ key: 'Content-Type', value: 'application/json' }],
        bodyType: 'INLINE',
        filePath: '',
        databucketID: '',
        sendFileAsBody: false,
        rules: [],
        rulesOperator: 'OR',
        disableTemplating: false,
        fallbackTo404: false,
        default: true,
        crudKey: 'id',
        callbacks: [],
      },
    ],
    responseMode: null,
    streamingMode: null,
    streamingInterval: 0,
  };
  return {
    uuid: 'environment-1',
    lastMigration: 33,
    name: 'bench',
    port,
    hostname: '127.0.0.1',
    endpointPrefix: '',
    latency: 0,
    rootChildren: [{ type: 'route', uuid: 'route-1' }],
    folders: [],
    routes: [route],
    proxyMode: false,
    proxyHost: '',
    proxyRemovePrefix: false,
    tlsOptions: {
      enabled: false,
      type: 'CERT',
      pfxPath: '',
      certPath: '',
      keyPath: '',
      caPath: '',
      passphrase: '',
    },
    cors: true,
    headers: [],
    proxyReqHeaders: [],
    proxyResHeaders: [],
    data: [],
    callbacks: [],
  };
}

export const jsonServer: Contender = {
  name: 'json-server',
  does: 'keeps what it gets, in a file; checks nothing',
  packages: ['json-server@0.17.4'],
  prepare({ folder }) {
    writeFileSync(join(folder, 'db.json'), '{"instances":[]}');
  },
  command: ({ port, folder, home }) => [
    node,
    join(home, 'node_modules/json-server/lib/cli/bin.js'),
    '--port',
    String(port),
    '--host',
    '127.0.0.1',
    '--quiet',
    join(folder, 'db.json'),
  ],
  request: { path: '/instances', body: START.body },
};
