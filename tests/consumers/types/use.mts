import { type Mock, connect, createMock } from 'flowx-mock';
import 'flowx-mock/jest';
import { matchers } from 'flowx-mock/matchers';
import type { StartWorkflowResponse } from 'flowx-mock/types/apptor';
import 'flowx-mock/vitest';
import { type verify } from 'flowx-mock/verify';
import { expect as ofJest } from '@jest/globals';
import { expect as ofVitest } from 'vitest';

export async function used(judge: typeof verify): Promise<string> {
  const mock: Mock = await createMock({ seed: 42 });
  await ofJest(mock).toHaveReceived('startWorkflow', { times: 1 });
  await ofVitest(mock).toHaveReceived('startWorkflow', { times: 1 });
  // @ts-expect-error a string has no journal
  ofJest('mock').toHaveReceived('startWorkflow').then;
  ofJest.extend(matchers);
  const { url } = connect(mock.url);
  // @ts-expect-error there is no such option
  await createMock({ sed: 42 });
  const answer: StartWorkflowResponse | undefined = undefined;
  await judge({ url, strict: true });
  // @ts-expect-error nobody knows where
  await judge({ strict: true });
  return `${url} ${answer}`;
}
