// Each check finds exactly what it is for: a server in front of the stand-in spoils one thing, and only that is told.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../../../contracts/suite/report/report.ts';
import { verify } from '../../../../../contracts/suite/run/verify.ts';
import { inFront, type Listening, listening, type Passing, verifying } from '../../../../verified.ts';

type Spoil = (passing: Passing) => void;

const START = '/process-name/customer_onboarding/start';
const started = ({ path, status }: Passing): boolean => status === 200 && path.endsWith(START);
const rewritten = (passing: Passing, change: (body: Record<string, unknown>) => void): void => {
  const body = JSON.parse(passing.body);
  change(body);
  passing.body = JSON.stringify(body);
};

let standIn: Listening;
beforeAll(async () => {
  standIn = await listening();
}, 60_000);
afterAll(() => standIn.close());

async function found(operation: string, spoil: Spoil): Promise<Finding[]> {
  const front = await inFront(standIn.url, spoil);
  try {
    const report = await verify(verifying(front.url, { only: [operation] }));
    return report.cases.flatMap(({ findings }) => findings);
  } finally {
    await front.close();
  }
}

/** By check: the operation, what is spoilt, and the sentence. */
const SPOILT: [check: string, operation: string, sentence: RegExp, spoil: Spoil][] = [
  [
    'status-declared',
    'startProcessByName',
    /startProcessByName answered 201; documented: 200$/,
    (passing) => {
      if (started(passing)) passing.status = 201;
    },
  ],
  [
    'content-type',
    'startProcessByName',
    /Content-Type text\/html; documented: application\/json/,
    (passing) => {
      if (started(passing)) passing.headers['content-type'] = 'text/html';
    },
  ],
  [
    'content-type',
    'startProcessByName',
    /in charset iso-8859-1; JSON is UTF-8/,
    (passing) => {
      if (started(passing)) passing.headers['content-type'] = 'application/json; charset=iso-8859-1';
    },
  ],
  [
    'headers',
    'getBuildInfo',
    /header strict-transport-security is required/,
    (passing) => {
      if (passing.status === 200) delete passing.headers['strict-transport-security'];
    },
  ],
  [
    'body',
    'startProcessByName',
    /answered 200; body uuid must be a string, not 7/,
    (passing) => {
      if (started(passing))
        rewritten(passing, (body) => {
          body.uuid = 7;
        });
    },
  ],
  [
    'envelope',
    'executeWorkflow',
    /body message is required/,
    (passing) => {
      if (passing.status === 400)
        rewritten(passing, (body) => {
          delete body.message;
        });
    },
  ],
  [
    'envelope',
    'executeWorkflow',
    /body status must be 400, not 200/,
    (passing) => {
      if (passing.status === 400)
        rewritten(passing, (body) => {
          body.status = 200;
        });
    },
  ],
  [
    'refused',
    'executeWorkflow',
    /answered 500 although 'processId' is required; documented: 400 or 422/,
    (passing) => {
      if (passing.status === 400 && passing.body.includes("'processId' is required")) {
        passing.status = 500;
        passing.body = JSON.stringify({ status: 500, message: 'oops', path: passing.path });
      }
    },
  ],
  [
    'accepted',
    'executeWorkflow',
    /executeWorkflow answered 400 to a request that the contract allows; documented: 200/,
    (passing) => {
      if (passing.status === 200 && passing.path.includes('environment=DEVELOPMENT')) {
        passing.status = 400;
        passing.body = JSON.stringify({ status: 400, message: 'no', path: '/process/exec' });
      }
    },
  ],
  [
    'consistency',
    'startProcessByName',
    /\$response.body#\/applicationId == \$request.path.appId does not hold/,
    (passing) => {
      if (started(passing))
        rewritten(passing, (body) => {
          body.applicationId = 'another';
        });
    },
  ],
  [
    'new-ids',
    'startProcessByName',
    /which another instance has/,
    (passing) => {
      if (started(passing))
        rewritten(passing, (body) => {
          body.uuid = 'always-the-same';
          body.instanceMetadata = { processInstanceUuid: 'always-the-same' };
        });
    },
  ],
  [
    'read-back',
    'getInstance',
    /body#\/data\/amount == 149.99 does not hold/,
    (passing) => {
      if (passing.method === 'GET' && passing.status === 200)
        rewritten(passing, (body) => {
          delete (body.data as Record<string, unknown> | undefined)?.amount;
        });
    },
  ],
  [
    'state',
    'getInstance',
    /1 is none of the documented variants: 2 failed \(API reference\), 3 aborted/,
    (passing) => {
      if (passing.method === 'GET' && passing.status === 200)
        rewritten(passing, (body) => {
          if (body.stateCd === 2) body.stateCd = 1;
        });
    },
  ],
];

describe('a server in front spoils one thing', () => {
  test.each(SPOILT)(
    '%s finds it in %s: %s',
    async (check, operation, sentence, spoil) => {
      const findings = await found(operation, spoil);
      const [hit] = findings.filter((one) => one.check === check && sentence.test(one.sentence));
      expect(findings.map((one) => `${one.check}: ${one.sentence}`).join('\n')).toMatch(sentence);
      expect(hit).toMatchObject({
        operationId: operation,
        again: expect.stringContaining(`--only ${operation}/${check}`),
      });
      expect(hit?.curl).toMatch(/^curl /);
      expect(hit?.provenance.source.length).toBeGreaterThan(0);
    },
    60_000,
  );
});

describe('no whole answer', () => {
  test.each([
    ['an answer that breaks off', /broke off in its middle/],
    ['no answer in time', /no whole answer within 700 ms/],
  ])(
    '%s',
    async (what, sentence) => {
      const front = await inFront(standIn.url, (passing, { res }) => {
        if (passing.method !== 'POST' || passing.status !== 200) return;
        if (what === 'no answer in time') passing.body = 'late';
        res.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
        if (what === 'no answer in time') res.write('{');
        else res.write('{"processId":', () => res.destroy());
        // What is written now goes nowhere.
        Object.defineProperty(res, 'writableEnded', { value: true });
      });
      try {
        const report = await verify(
          verifying(front.url, { only: ['startWorkflow'], timeout: 700, cases: 0 }),
        );
        const findings = report.cases.flatMap((one) => one.findings);
        expect(findings.map((one) => one.check)).toContain('answered');
        expect(findings.map((one) => one.sentence).join('\n')).toMatch(sentence);
        expect(findings.every(({ verdict }) => verdict === 'violation')).toBe(true);
      } finally {
        await front.close();
      }
    },
    60_000,
  );
});
