import { expect, test } from '@jest/globals';
import { createMock } from '../../../mock-server/in-process/create-mock.ts';

const items = async (url: string): Promise<{ id: string; state: string; process: string }[]> =>
  ((await (await fetch(`${url}/__admin/instances?limit=1000`)).json()) as { items: [] }).items;

async function post(url: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
}

test('a world begins with a story, in place of the fixtures, and a reset brings exactly that back', async () => {
  await using mock = await createMock({ seed: 42, story: 'onboarding:15' });
  const before = await items(mock.url);
  expect(before.length).toBe(15);
  expect(before.every(({ process }) => process === 'account_opening')).toBe(true);
  const waiting = before.find(({ state }) => state === 'review');
  await post(`${mock.url}/__admin/instances/${waiting?.id}/events`, { type: 'CLEAR' });
  await post(`${mock.url}/__admin/seed`, { story: 'support', count: 5 });
  expect((await items(mock.url)).length).toBe(20);
  expect((await post(`${mock.url}/__admin/reset`, {})).status).toBe(204);
  expect(await items(mock.url)).toEqual(before);
});

test('more of the same story adds what is not there yet', async () => {
  await using mock = await createMock({ seed: 42 });
  const seed = (count: number) => post(`${mock.url}/__admin/seed`, { story: 'loans', count });
  expect((await seed(6)).body).toMatchObject({ added: 6, there: 0 });
  expect((await seed(9)).body).toMatchObject({ added: 3, there: 6 });
  expect((await seed(9)).body).toMatchObject({ added: 0, there: 9 });
  // One more is the fixtures' own.
  expect((await items(mock.url)).filter(({ process }) => process === 'consumer_loan').length).toBe(9);
});

test('a dry run says what would come of it, and changes nothing', async () => {
  await using mock = await createMock({ seed: 42 });
  const before = await items(mock.url);
  const { body } = await post(`${mock.url}/__admin/seed`, { story: 'onboarding', count: 8, dryRun: true });
  expect(body).toMatchObject({ added: 8 });
  expect(await items(mock.url)).toEqual(before);
});

test.each([
  [{ story: 'nothing', count: 3 }, 'there are loans, onboarding, support'],
  [{ story: 'loans', count: 0 }, 'count'],
  [{ story: 'loans', count: 3, seeds: 'x' }, 'no member "seeds"'],
  [{ story: 'loans', count: 3, as: { consumer_loan: 'mine' } }, 'mine cannot be started'],
  [{ story: 'loans', count: 3, as: { other: 'mine' } }, 'has no "other"'],
  [{ story: 'loans', count: 3, set: { loanAmount: 3 } }, 'a pointer begins with "/"'],
])('%j is refused, and changes nothing', async (order, reason) => {
  await using mock = await createMock({ seed: 42 });
  const before = await items(mock.url);
  const { status, body } = await post(`${mock.url}/__admin/seed`, order);
  expect(status).toBe(400);
  expect(body.detail).toContain(reason);
  expect(await items(mock.url)).toEqual(before);
});

test('a member that is set is so in every case, and what follows from it too', async () => {
  await using mock = await createMock({ seed: 42 });
  await post(`${mock.url}/__admin/seed`, { story: 'loans', count: 4, set: { '/termMonths': 12 } });
  const { items: all } = (await (
    await fetch(`${mock.url}/__admin/instances?process=consumer_loan`)
  ).json()) as {
    items: { data: { termMonths: number; instalment: number; loanAmount: number } }[];
  };
  expect(all.map(({ data }) => data.termMonths)).toEqual([12, 12, 12, 12]);
});
