import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWER, type Contender, type Place, START } from '../contender.ts';

const TUNED = [
  '--no-request-journal',
  '--disable-request-logging',
  '--disable-gzip',
  '--container-threads',
  '40',
  '--async-response-enabled',
  '--async-response-threads',
  '8',
];

/** The jar of an npm package that carries one. */
function jar(home: string, folder: string): string {
  const at = join(home, 'node_modules', folder);
  const [name] = readdirSync(at).filter((file) => file.endsWith('.jar'));
  if (name === undefined) throw new Error(`${at} holds no jar`);
  return join(at, name);
}

function wiremock(name: string, does: string, flags: string[]): Contender {
  return {
    name,
    does,
    packages: ['wiremock@3.13.2'],
    needs: ['java'],
    prepare({ folder }) {
      mkdirSync(join(folder, 'mappings'));
      const mapping = {
        request: { method: START.method, urlPath: START.path },
        response: { status: 200, headers: { 'Content-Type': 'application/json' }, jsonBody: ANSWER },
      };
      writeFileSync(join(folder, 'mappings', 'start.json'), JSON.stringify(mapping));
    },
    command: ({ port, folder, home }) => [
      'java',
      '-jar',
      jar(home, 'wiremock/build'),
      '--port',
      String(port),
      '--bind-address',
      '127.0.0.1',
      '--root-dir',
      folder,
      '--disable-banner',
      ...flags,
    ],
  };
}

export const wiremockDefault = wiremock('WireMock', 'always the same answer; journal', []);
export const wiremockTuned = wiremock('WireMock, tuned', 'always the same answer, without journal', TUNED);

export const mockserver: Contender = {
  name: 'MockServer',
  does: 'always the same answer; log of requests',
  packages: ['mockserver-node@8.0.0'],
  needs: ['java'],
  prepare({ folder }: Place) {
    const expectation = {
      httpRequest: { method: START.method, path: START.path },
      httpResponse: {
        statusCode: 200,
        headers: { 'Content-Type': ['application/json'] },
        body: JSON.stringify(ANSWER),
      },
    };
    writeFileSync(join(folder, 'expectations.json'), JSON.stringify([expectation]));
  },
  command: ({ port, folder, home }) => [
    'java',
    `-Dmockserver.initializationJsonPath=${join(folder, 'expectations.json')}`,
    '-Dmockserver.logLevel=ERROR',
    '-jar',
    jar(home, 'mockserver-node'),
    '-serverPort',
    String(port),
  ],
};
