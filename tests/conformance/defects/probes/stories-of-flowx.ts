import { APPLICATION, BUILD, goodCall, OLDER_BUILD, SOURCE, UNBUILT, WORKSPACE } from '../world.ts';
import type { Probe } from './ask.ts';
import type { Step, Told } from './scripts.ts';
import { byMembers, call } from './variations.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';
const INSTANCE = 'getBuildInfoByProcessInstance';

const latest = ({ started }: Told): string => started.at(-1) ?? NOBODY;
const fixed = (...probes: Probe[]): Step[] => probes.map((probe) => () => probe);

/** The good call with a part of its path replaced. */
const at = (id: string, from: string, to: string, more: object = {}): Probe =>
  call(id, { url: goodCall(id).url.replace(from, to), ...more });

const readBack: Step[] = [
  (told) => ({ method: 'GET', url: `/__admin/instances/${latest(told)}`, headers: {} }),
  (told) => at(INSTANCE, SOURCE, latest(told)),
  (told) => at(INSTANCE, SOURCE, latest(told)),
];
const later =
  (by: string): Step =>
  () => ({
    method: 'POST',
    url: '/__admin/clock/advance',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by }),
  });

const starting = (id: string): Step[] => [
  ...fixed(call(id)),
  ...readBack,
  ...fixed(call(id, { headers: { origin: 'https://app.example', 'accept-language': 'en' } })),
  ...fixed(call(id, { body: {} }), call(id, { body: { amount: 5, more: 'x' } })),
  ...Array.from({ length: 10 }, () => [() => call(id), ...readBack.slice(1, 2)]).flat(),
  ...Array.from({ length: 10 }, () => () => call(id)),
  ...fixed(...byMembers(id, [{ startCondition: 5 }])),
  ...['/wks/2ae77b6a', '/app/dbe0ab87', '/build/7d5560be'].flatMap((part) => fixed(at(id, part, `${part}0`))),
  ...fixed(at(id, 'customer_onboarding', 'nobody_knows'), at(id, 'customer_onboarding', 'two_doors')),
  ...fixed(at(id, 'customer_onboarding', 'two_doors', { body: { startCondition: 'window' } })),
  ...fixed(at(id, 'customer_onboarding', 'loan_application')),
  ...fixed(at(id, 'customer_onboarding', '%5BDOCS%5Dcustomer_onboarding')),
];

/** Without the header, and with a blank one. */
const platforms = (id: string): Step[] =>
  fixed(
    call(id, { headers: { 'flowx-platform': undefined } }),
    call(id, { headers: { 'flowx-platform': ' ' } }),
  );

/** A source that has come on since its start: it was started with nested data, and was checked. */
const copying = (id: string): Step[] => {
  let source = SOURCE;
  const copy = (body: object): Step[] => [() => at(id, SOURCE, source, { body }), ...readBack];
  return [
    () =>
      call('startProcessByName', {
        body: { customerEmail: 'a@b.example', address: { city: 'Riga', zip: 1 } },
      }),
    later('PT5S'),
    (told) => {
      source = latest(told);
      return { method: 'GET', url: `/__admin/instances/${source}`, headers: {} };
    },
    ...copy({}),
    ...copy({ customerEmail: 'c@d.example', address: { city: 'Oslo' } }),
    () => ({ method: 'GET', url: `/__admin/instances/${source}`, headers: {} }),
    ...fixed(at(id, SOURCE, NOBODY)),
  ];
};

const inheriting = (id: string): Step[] => {
  const names = ['customerEmail', 'loanAmount'];
  const choices = [
    {},
    { paramsToCopy: names.slice(1) },
    { paramsToCopy: names },
    { withoutParams: names.slice(0, 1) },
    { withoutParams: names },
    { paramsToCopy: names, withoutParams: names.slice(1) },
  ];
  const wrong = [5, { paramsToCopy: 5 }, { paramsToCopy: [5] }, { withoutParams: 5 }, { withoutParams: [5] }];
  return [
    ...choices.flatMap((paramsToInherit) => [...fixed(call(id, { body: { paramsToInherit } })), ...readBack]),
    ...fixed(
      ...byMembers(
        id,
        wrong.map((paramsToInherit) => ({ paramsToInherit })),
      ),
    ),
    ...fixed(at(id, 'rdi/6', 'rdi/0'), at(id, SOURCE, NOBODY)),
    ...copying(id),
  ];
};

export const FLOWX_STORIES: Record<string, Step[]> = {
  startProcessByBuild: [
    ...starting('startProcessByBuild'),
    ...platforms('startProcessByBuild'),
    ...fixed(at('startProcessByBuild', BUILD, OLDER_BUILD), at('startProcessByBuild', APPLICATION, UNBUILT)),
  ],
  startProcessByName: [
    ...starting('startProcessByName'),
    () => call('startProcessByName', { body: { text: 'x'.repeat(1024 * 1024) } }),
  ],
  startProcessCopyingData: [...starting('startProcessCopyingData'), ...copying('startProcessCopyingData')],
  startProcessInheriting: [
    ...starting('startProcessInheriting'),
    ...platforms('startProcessInheriting'),
    ...inheriting('startProcessInheriting'),
  ],
  getBuildInfo: fixed(
    call('getBuildInfo', { headers: { origin: 'https://app.example', 'flowx-platform': 'web' } }),
    at('getBuildInfo', WORKSPACE, NOBODY),
    at('getBuildInfo', APPLICATION, NOBODY),
    at('getBuildInfo', APPLICATION, UNBUILT),
  ),
  getBuildInfoByProcessInstance: [
    ...fixed(at(INSTANCE, SOURCE, NOBODY)),
    () => at('startProcessByBuild', BUILD, OLDER_BUILD),
    ...readBack,
  ],
  getBuildInfoByUiFlowSession: fixed(
    at('getBuildInfoByUiFlowSession', '9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d', NOBODY),
  ),
  getBuildInfoByApplication: fixed(at('getBuildInfoByApplication', APPLICATION, NOBODY)),
  getOrganizationByCode: fixed(at('getOrganizationByCode', '/demo', '/nobody')),
};
