import { goodCall } from '../world.ts';
import type { Probe } from './ask.ts';
import type { Step, Told } from './scripts.ts';
import { byCallers, byMembers, call } from './variations.ts';

const RUN = 'inst_xyz789';
const latest = ({ started }: Told): string => started.at(-1) ?? 'inst_nobody';
const fixed = (...probes: Probe[]): Step[] => probes.map((probe) => () => probe);

const look: Step = (told) => call('getInstance', { url: `/process/instance/${latest(told)}` });
const exec = (body: object, query = '', id = 'executeWorkflow'): Step => {
  const url = `${goodCall(id).url}${query}`;
  return () => call(id, { url, body: { processId: 'your-flow-uuid', ...body } });
};
const task =
  (members: object): Step =>
  (told) =>
    call('completeTask', {
      body: { ...goodCall('completeTask').body, processInstanceId: latest(told), ...members },
    });
const later: Step = () => ({
  method: 'POST',
  url: '/__admin/clock/advance',
  headers: { 'content-type': 'application/json' },
  body: '{"by":"PT5S"}',
});

const DATA = { orderId: 'ORD-1', amount: 1.5, town: 'Zürich', list: [1], decision: 'open' };

const starting = (id: string): Step[] => [
  exec({ data: DATA, correlationKey: 'key-1' }, '', id),
  look,
  exec({}, '?versionNumber=2', id),
  look,
  ...['?environment=DEVELOPMENT', '?environment=PRODUCTION', '?environment=TEST'].map((query) =>
    exec({}, query, id),
  ),
  exec({}, '?environment=PRODUCTION&environment=PRODUCTION', id),
  ...['?versionNumber=%20', '?versionNumber=1'].map((query) => exec({}, query, id)),
  ...fixed(...byMembers(id, [{ processId: 5 }, { processId: ' ' }, { correlationKey: 5 }, { data: 5 }])),
  () => call(id, { body: { data: {} } }),
  exec({ processId: 'nobody-knows' }, '', id),
  exec({ processId: 'other-flow' }, '', id),
  exec({ processId: 'quick-flow', data: DATA }, '', id),
  look,
  later,
  look,
  ...Array.from({ length: 20 }, () => exec({}, '', id)),
  () => call('startWorkflow', { headers: { 'x-api-key': 'apk_demo_secret' } }),
];

const looking: Step[] = [
  ...fixed(call('getInstance', { url: '/process/instance/inst_nobody' })),
  ...fixed(call('getInstance', { url: '/process/instance/%20' })),
  exec({ data: DATA, correlationKey: 'key-1' }, '?versionNumber=2'),
  look,
  look,
  task({ action: 'CANCEL' }),
  look,
  look,
  exec({ processId: 'quick-flow', data: DATA }),
  look,
  later,
  look,
  look,
  ...Array.from({ length: 20 }, () => look),
];

const answering: Step[] = [
  exec({ data: DATA }),
  look,
  task({ nodeId: 'another-step' }),
  look,
  task({ data: { decision: 'approved', notes: 'yes, do' } }),
  look,
  task({}),
  exec({ data: DATA }),
  task({ action: 'CANCEL' }),
  look,
  exec({}),
  (told) => {
    const { data: _, ...body } = goodCall('completeTask').body ?? {};
    return call('completeTask', { body: { ...body, processInstanceId: latest(told) } });
  },
  exec({ processId: 'quick-flow' }),
  task({}),
  ...['processInstanceId', 'nodeId', 'action', 'data'].flatMap((name) => [
    task({ [name]: undefined }),
    task({ [name]: 5 }),
    task({ [name]: ' ' }),
    task({ [name]: 'inst_nobody' }),
  ]),
  ...Array.from({ length: 12 }, () => [exec({}), task({})]).flat(),
];

export const APPTOR_STORIES: Record<string, Step[]> = {
  executeWorkflow: starting('executeWorkflow'),
  startWorkflow: [...starting('startWorkflow'), ...fixed(...byCallers('apptor', 'startWorkflow'))],
  getInstance: looking,
  completeTask: [...answering, ...fixed(call('completeTask', { body: { processInstanceId: RUN } }))],
};
