// The same calls, in the same order, from a frozen clock: what they are answered must be the same everywhere.
import { type Answer, type Client, sure } from '../../client.ts';

const HEADERS = [
  'content-type',
  'x-mock-source',
  'x-mock-request',
  'x-mock-violations',
  'preference-applied',
];

/** Everything of an answer that is ours. */
function bytesOf({ status, headers, text }: Answer): string {
  return [status, ...HEADERS.map((name) => `${name}: ${headers.get(name)}`), text].join('\n');
}

/** Lives through a day in a fresh world, and gives back all that was answered. */
export async function scriptedDay(client: Client): Promise<string> {
  const told: string[] = [];
  const tell = async (answer: Promise<Answer>): Promise<Answer> => {
    const seen = await answer;
    told.push(bytesOf(seen));
    return seen;
  };
  await client.freeze();
  await tell(client.admin('POST', '/clock/set', { body: { to: '2100-01-01T00:00:00Z' } }));
  const order = { correlationKey: 'order-1', data: { amount: 149.99, name: 'Zoë', '10': 1, '9': 2 } };
  const approval = (await tell(client.exec('your-flow-uuid', order))).body.processInstanceId;
  await tell(client.exec('catch-flow', order));
  await tell(client.exec('catch-flow', order));
  await tell(client.exec('failing-flow'));
  const uuid = await client.start('customer_onboarding', { customerEmail: 'a@b.example' });
  const copy = await client.start('customer_onboarding', { sanctioned: true }, uuid);
  await client.start('loan_application', { customerEmail: 'a@b.example', loanAmount: 1e21 });
  for (const by of ['PT1S', 'PT0.5S', 'PT2S', 'P1D']) {
    await tell(client.admin('POST', '/clock/advance', { body: { by } }));
    await tell(client.admin('GET', `/instances/${uuid}`));
    await tell(client.look(approval));
  }
  await tell(client.task(approval, 'approval-step', 'COMPLETE', { decision: 'approved' }));
  await tell(client.task(approval, 'approval-step'));
  await tell(client.event(uuid, 'APPROVE', { by: 'bob' }));
  await tell(client.event(uuid, 'APPROVE'));
  await tell(client.look(approval, { headers: { Prefer: 'wait=1' } }));
  await tell(client.admin('GET', `/instances/${copy}?state=failed&skip=true`));
  await tell(client.admin('GET', `/instances/${copy}/diagram`));
  await tell(client.exec('no-such-flow'));
  await tell(client.exec('quick-flow', { data: [] as never }));
  for (const body of ['{', '{"a":1,}', '{"a" 1}', '', 'nul', '"\u0000"'])
    await tell(
      client.call('POST', '/process/exec', {
        body,
        headers: { 'X-API-Key': 'apk_demo_secret', 'Content-Type': 'application/json' },
      }),
    );
  await tell(client.admin('GET', '/instances'));
  sure(await client.admin('GET', '/health'));
  return told.join('\n\n');
}
