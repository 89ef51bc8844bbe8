import type { Outgoing } from '../../reader/calls/outgoing.ts';
import { NotPrepared } from '../cases/case.ts';
import { NoAnswer } from '../sending/message.ts';
import { curlWithoutSecrets } from './curl-without-secrets.ts';
import { Observations } from './observations.ts';
import type { Run } from './prepare-run.ts';
import { Session } from './session.ts';

/** A request that a run would send. */
export interface PlannedRequest {
  api: string;
  operationId: string;
  case: string;
  method: string;
  /** Without secrets; `<start.id>` stands for what only an answer would tell. */
  curl: string;
}

/** What a run would send, without sending anything. */
export async function planned({ cases, context, secrets }: Run): Promise<PlannedRequest[]> {
  const requests: PlannedRequest[] = [];
  let noted: Outgoing[] = [];
  const send = async (outgoing: Outgoing): Promise<never> => {
    noted.push(outgoing);
    throw new NoAnswer('DRY', 'nothing was sent');
  };
  const session = new Session({ ...context, dry: true, send }, new Observations());
  for (const one of cases) {
    noted = [];
    await one.play(session).catch((error: unknown) => {
      if (!(error instanceof NotPrepared)) throw error;
    });
    const { api, id } = one.contract.operation;
    requests.push(
      ...noted.map((outgoing) => ({
        api,
        operationId: id,
        case: one.name,
        method: outgoing.method,
        curl: curlWithoutSecrets(outgoing, secrets),
      })),
    );
  }
  return requests;
}
