import { type ReceivedMatcher, type Receiver, toHaveReceived } from './have-received.ts';
import { type MatchOptions, toMatchContract } from './match-contract.ts';

/** The matchers, for the `expect.extend` of any test runner that has one. */
export const matchers = { toMatchContract, toHaveReceived };

/** What the matchers are called with; `R` is what a matcher of the runner gives back, `T` what is expected of. */
export interface ContractMatchers<R, T> {
  /**
   * The response keeps what the contract of the operation promises: status, content type, headers, body. Of a response
   * of fetch the body is still to come, so `await` it.
   * @param api name of an API that ships, or the folder of another
   */
  toMatchContract(
    api: string,
    operationId: string,
    options?: MatchOptions,
  ): T extends { arrayBuffer(): unknown } ? Promise<void> : R;

  /**
   * The stand-in received a request for the operation. What was received is asked of it, so `await` it.
   * @param matcher what is expected of the request, and how many there are
   */
  toHaveReceived(operationId: string, matcher?: ReceivedMatcher): T extends Receiver ? Promise<void> : never;
}
