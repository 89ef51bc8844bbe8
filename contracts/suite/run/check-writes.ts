import { Mistake } from '../../files/mistake.ts';
import { type PlannedRequest, planned } from './plan.ts';
import type { Run } from './prepare-run.ts';
import type { VerifyOptions } from './verify-options.ts';

/** Requests that may change something on somebody else's server. */
export class WritesNotAllowed extends Error {
  override readonly name = 'WritesNotAllowed';
  readonly planned: PlannedRequest[];

  constructor(url: string, requests: PlannedRequest[]) {
    const lines = requests.map(({ operationId, case: name, curl }) => `# ${operationId}: ${name}\n${curl}`);
    const writes = requests.filter(({ method }) => method !== 'GET').length;
    super(
      `${url} is not this machine, and ${writes} of ${requests.length} requests may start or change something there. Nothing was sent; --allow-writes sends:\n${lines.join('\n')}`,
    );
    this.planned = requests;
  }
}

/**
 * Nothing is sent to another machine without leave, nor without knowing what it knows.
 * @throws WritesNotAllowed, Mistake
 */
export async function checkWrites({ url, allowWrites, targets }: VerifyOptions, run: Run): Promise<void> {
  if (run.loopback) return;
  if (!allowWrites) throw new WritesNotAllowed(run.secrets.text(url), await planned(run));
  if (targets !== undefined) return;
  throw new Mistake(
    [{ text: `${run.secrets.text(url)} is not this machine, and nothing says which ids it knows` }],
    'Write them into a file and give it with --targets FILE; only a stand-in on this machine is known without.',
  );
}
