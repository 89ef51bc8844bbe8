// Side by side: us, the same work on bare node:http, bare Express, and those whom a user would take instead. By hand:
// `npm run bench`, or `npm run bench -- --quick`, which takes two minutes; `-- --parts` tells what of a start costs what.
// Needs wrk; docs/performance.md.
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FIELD, PARTS } from './field.ts';
import { fixed, megabytes, table, whole } from './figures.ts';
import { type Measured, measure, type Plan, summary } from './measure.ts';
import { packed } from './packed.ts';
import { homeOf, install, missing, weigh } from './peers.ts';
import { cores } from './running.ts';
import { isInMemory } from './scratch.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    parts: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    'warm-up': { type: 'string' },
    connections: { type: 'string', default: '32' },
    port: { type: 'string', default: '4600' },
    scratch: { type: 'string', default: join(tmpdir(), 'flowx-mock-bench') },
  },
});

const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
const plan: Plan = {
  scratch: values.scratch,
  port: Number(values.port),
  connections: Number(values.connections),
  seconds: Number(values.seconds ?? (values.quick ? 3 : 8)),
  // Long enough for V8 and the JVM to compile what matters, on a slow machine, too.
  warmUp: Number(values['warm-up'] ?? (values.quick ? 2 : 8)),
  starts: values.quick ? 1 : 3,
};
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const wanted = values.only?.split(',').map((name) => name.trim().toLowerCase());
const field: Measured[] = (values.parts ? PARTS : FIELD)
  .filter(({ name }) => wanted?.includes(name.toLowerCase()) ?? true)
  .map((contender) => ({ contender, loads: [], startUps: [], memory: [] }));

mkdirSync(plan.scratch, { recursive: true });
if (isInMemory(plan.scratch))
  throw new Error(
    `${plan.scratch} is in memory, where a flush costs nothing: give --scratch a folder on a disk`,
  );
for (const one of field) await makeReady(one);
for (let round = 1; round <= rounds; round += 1) {
  for (const one of field.filter(({ trouble }) => trouble === undefined)) {
    say(`round ${round} of ${rounds}: ${one.contender.name}`);
    await measure(one, plan).catch((error: Error) => {
      one.trouble = error.message.split('\n', 1)[0] ?? 'it failed';
    });
  }
}
process.stdout.write(`${await report()}\n`);

/** Installs what is missing; a quick run does with what is there. */
async function makeReady(one: Measured): Promise<void> {
  const lacking = missing(one.contender, plan.scratch);
  if (lacking === undefined) return;
  if (lacking.startsWith('no ') || values.quick) {
    one.trouble = `left out: ${lacking}`;
    return;
  }
  say(`installing ${one.contender.name}`);
  await install(one.contender, plan.scratch).catch((error: Error) => {
    one.trouble = `left out: it cannot be installed (${error.message.split('\n', 1)[0]})`;
  });
}

async function report(): Promise<string> {
  const mine = field.find(({ contender }) => contender.name === 'flowx-mock');
  const own = mine && mine.loads.length > 0 ? summary(mine).rate : Number.NaN;
  const weights = values.quick ? new Map() : await weightsOf();
  const head = [
    '',
    'requests/s',
    'we are',
    'p50 ms',
    'p99 ms',
    'start-up ms',
    'memory MB',
    'installed MB',
    'packages',
  ];
  const rows = field
    .filter(({ loads }) => loads.length > 0)
    .map((one) => {
      const { rate, p50, p99, startUp, memory } = summary(one);
      const weight = weights.get(one.contender.name);
      return [
        one.contender.name,
        whole(rate),
        `${fixed(own / rate, 2)} x`,
        fixed(p50, 2),
        fixed(p99, 1),
        whole(startUp),
        megabytes(memory),
        weight ? megabytes(weight.bytes) : '',
        weight ? String(weight.packages) : '',
      ];
    });
  const rest = field.flatMap((one) => notes(one));
  const how = `${rounds} interleaved rounds of ${plan.seconds} s after ${plan.warmUp} s to warm up, ${plan.connections} connections, medians; ${cores}; Node ${process.versions.node}.`;
  return [table(head, rows), '', how, ...rest].join('\n');
}

function notes(one: Measured): string[] {
  const wrong = one.loads.reduce((sum, load) => sum + load.wrong, 0);
  return [
    `- ${one.contender.name}: ${one.contender.does}`,
    ...(wrong > 0 ? [`  ${wrong} of its answers were wrong`] : []),
    ...(one.trouble === undefined ? [] : [`  ${one.trouble}`]),
  ];
}

async function weightsOf(): Promise<Map<string, { bytes: number; packages: number }>> {
  const weights = new Map<string, { bytes: number; packages: number }>();
  for (const { contender, loads } of field) {
    if (contender.packages && loads.length > 0)
      weights.set(contender.name, weigh(join(homeOf(contender, plan.scratch), 'node_modules')));
  }
  const home = await packed(plan.scratch);
  weights.set('flowx-mock', weigh(join(home, 'node_modules')));
  return weights;
}
