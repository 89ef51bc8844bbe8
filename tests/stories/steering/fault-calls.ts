// The faults of a world, as tests set and count them.
import { type Answer, type Client, sure } from '../../client.ts';

export const put = (world: Client, list: unknown) => world.admin('PUT', '/faults', { body: list });

export const list = async (world: Client) => sure(await world.admin('GET', '/faults')).body;

/** The statuses of some calls, one after the other; 0 where no answer came. */
export async function statuses(count: number, call: () => Promise<Answer>): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < count; index += 1)
    all.push(
      await call().then(
        ({ status }) => status,
        () => 0,
      ),
    );
  return all;
}
