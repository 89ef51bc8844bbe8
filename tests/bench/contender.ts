/** Somebody who answers the start of a process, and is measured at it. */
export interface Contender {
  name: string;
  /** What it does for its answer, in a few words. */
  does: string;
  /** npm packages that it needs, with versions; they are installed into the scratch folder. */
  packages?: string[];
  /** Programs that must be there. */
  needs?: 'java'[];
  /** Writes what it reads at its start. */
  prepare?(at: Place): void | Promise<void>;
  /** Its command line. */
  command(at: Place): string[];
  /** How it is asked, where that is not as the others are. */
  request?: Partial<LoadRequest>;
}

/** Where a contender runs. */
export interface Place {
  port: number;
  /** An empty folder of its own, for data and configuration. */
  folder: string;
  /** Where its packages are installed. */
  home: string;
}

/** One request, as it is sent again and again. */
export interface LoadRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
  /** Over how many worlds the requests go in turn, `w1`, `w2`, …; absent: all to the default one. */
  worlds?: number;
}

/** The start of a process of the world that ships. */
export const START: LoadRequest = {
  method: 'POST',
  path: '/api/runtime/app/dbe0ab87-539b-4015-962d-6e73226b9e58/build/7d5560be-3846-49fa-9c17-4059c54c7c5f/process-name/customer_onboarding/start',
  headers: {
    'Content-Type': 'application/json',
    Authorization: 'Bearer token',
    'Flowx-Platform': 'web',
  },
  body: '{"customerEmail":"jane.doe@example.com","loanAmount":25000}',
};

/** What the stand-in answers to it, for those who can only answer with what they are given. */
export const ANSWER = {
  processDefinitionFlowxUuid: '66e74ea1-0775-42b4-b27e-a4a21ea78dfc',
  buildId: '7d5560be-3846-49fa-9c17-4059c54c7c5f',
  buildStatusAtStart: 'COMMITTED',
  applicationId: 'dbe0ab87-539b-4015-962d-6e73226b9e58',
  parentApplicationId: null,
  rootApplicationId: null,
  processDefinitionName: 'customer_onboarding',
  tokens: [{ id: 2112693, state: 'ACTIVE', statusCurrentNode: 'ARRIVED' }],
  state: 'STARTED',
  uuid: '040a5374-c7e5-4492-bfde-fd2b7e9c39e3',
  instanceMetadata: {
    processInstanceId: 2112618,
    processInstanceUuid: '040a5374-c7e5-4492-bfde-fd2b7e9c39e3',
  },
};
