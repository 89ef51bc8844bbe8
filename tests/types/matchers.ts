// Not run: `npm run types` checks that what is right compiles, and that what is wrong does not.
import { expect as jestExpect } from '@jest/globals';
import { expect as playwrightExpect } from '@playwright/test';
import { expect as vitestExpect } from 'vitest';
import '../../contracts/suite/test-runners/jest.ts';
import { matchers } from '../../contracts/suite/test-runners/matchers.ts';
import '../../contracts/suite/test-runners/vitest.ts';
import type { World } from '../../mock-server/in-process/create-mock.ts';

const extended = playwrightExpect.extend(matchers);

export async function right(world: World, response: Response): Promise<void> {
  await jestExpect(world).toHaveReceived('executeWorkflow', { status: 200, times: 1 });
  await jestExpect(world).not.toHaveReceived('executeWorkflow');
  await jestExpect(response).toMatchContract('apptor', 'getInstance');
  await vitestExpect(world).toHaveReceived('executeWorkflow', { bodyContains: { data: {} } });
  await vitestExpect(response).toMatchContract('apptor', 'getInstance', { strict: true });
  await extended(world).toHaveReceived('executeWorkflow');
}

export async function wrong(world: World): Promise<void> {
  // @ts-expect-error no such member
  await jestExpect(world).toHaveReceived('executeWorkflow', { stat: 200 });
  // @ts-expect-error no such member
  await vitestExpect(world).toHaveReceived('executeWorkflow', { stat: 200 });
  // @ts-expect-error the operation is missing
  await extended(world).toHaveReceived();
}
