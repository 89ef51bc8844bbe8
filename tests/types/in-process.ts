// Not run: `npm run types` checks that what is right compiles, and that what is wrong does not.
import { connect, createMock, type Instance, type World } from '../../mock-server/in-process/create-mock.ts';

export async function right(): Promise<[string, number]> {
  await using mock = await createMock({
    seed: 42,
    now: new Date(),
    apis: { apptor: { validationStatus: 422 } },
  });
  const alice: World = mock.world('alice');
  const now: Date = await alice.clock.now();
  const instance: Instance = await alice.instances.waitFor('id', 'FINISHED', { skip: true });
  await mock.faults.set({ operationId: 'startProcessByName', fault: 'reset', when: 'after', times: 1 });
  await mock.faults.set([{ delay: { uniform: { min: 1, max: 2 } } }]);
  const [sent] = await connect('http://127.0.0.1:4010').requests.find({ status: 200 });
  return [instance.state + now.toISOString(), sent?.status ?? 0];
}

export async function wrong(): Promise<void> {
  // @ts-expect-error no such option
  const mock = await createMock({ sed: 42 });
  // @ts-expect-error no such fault
  await mock.faults.set({ fault: 'explode' });
  // @ts-expect-error no such member
  await mock.requests.find({ operation: 'startProcessByName' });
  // @ts-expect-error a world is not closed
  await mock.world('alice').close();
}
