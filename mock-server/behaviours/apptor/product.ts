import type {
  CompleteTaskRequest,
  CompleteTaskResponse,
  ExecuteWorkflowRequest,
  ExecuteWorkflowResponse,
  GetInstanceResponse,
  StartWorkflowRequest,
  StartWorkflowResponse,
} from '../../../contracts/types/apptor.d.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { Call, Instances } from '../behaviour.ts';
import type { Catalogue } from './id-lookup.ts';

/** The shapes of apptor flow's own data. */
export interface Apptor {
  catalogue: Catalogue;
  learned: LearnedIds;
  fixture: Fixture;
  facts: Facts;
  shown: Shown;
  operations: {
    executeWorkflow: Start<ExecuteWorkflowRequest, ExecuteWorkflowResponse>;
    startWorkflow: Start<StartWorkflowRequest, StartWorkflowResponse>;
    completeTask: {
      params: object;
      query: object;
      request: CompleteTaskRequest;
      response: CompleteTaskResponse;
    };
    getInstance: {
      params: { processInstanceId: string };
      query: object;
      request: unknown;
      response: GetInstanceResponse;
    };
  };
}

interface Start<Request, Response> {
  params: object;
  query: { versionNumber?: string; environment?: string };
  request: Request;
  response: Response;
}

/** A call of one of its operations. */
export type ApptorCall<Id extends keyof Apptor['operations'] = keyof Apptor['operations']> = Call<Apptor, Id>;

/** The runs of a world. */
export type Runs = Instances<Apptor>;
export type Run = Instance<Facts>;

/** A flow that an organization called, and perhaps the version it named. */
export interface LearnedIds {
  organization?: string;
  processId: string;
  versionNumber?: string;
}

/** What is kept of a run beside what every instance has. */
export type Facts = {
  organization: string;
  processVersion: string;
  environment: string;
  correlationKey: string | null;
};

/** An entry of `fixtures/apptor/instances.yaml`. */
export interface Fixture extends Facts {
  processInstanceId: string;
  processId: string;
  state: string;
  startTime: string;
  endTime: string | null;
  data: Data;
}

/** What apptor flow shows of a run in a state: the `meta` of `state.schema.json`. */
export interface Shown {
  /** 0 running or waiting, 1 completed, 2 failed, 3 cancelled (page /api/executions). */
  stateCd: GetInstanceResponse['stateCd'];
  /** The node that /process/task answers. */
  waitingNode?: string;
  /** Whether a start with the same correlationKey resumes it. */
  catches?: boolean;
}
