import type {
  GetBuildInfoByApplicationResponse,
  GetBuildInfoByProcessInstanceResponse,
  GetBuildInfoByUiFlowSessionResponse,
  GetBuildInfoResponse,
  StartProcessByBuildRequest,
  StartProcessByBuildResponse,
  StartProcessByNameRequest,
  StartProcessByNameResponse,
  StartProcessCopyingDataRequest,
  StartProcessCopyingDataResponse,
  StartProcessInheritingRequest,
  StartProcessInheritingResponse,
  Token,
} from '../../../contracts/types/flowx.d.ts';
import type { Instance } from '../../domain/instances/instance.ts';
import type { Data } from '../../domain/values/process-data.ts';
import type { Call } from '../behaviour.ts';
import type { Catalogue } from './id-lookup.ts';

/** The shapes of FlowX's own data. */
export interface FlowX {
  catalogue: Catalogue;
  learned: LearnedIds;
  fixture: Fixture;
  facts: Facts;
  shown: Shown;
  operations: {
    startProcessByBuild: Operation<
      'appId' | 'buildId' | 'processDefinitionName',
      StartProcessByBuildRequest,
      StartProcessByBuildResponse
    >;
    startProcessByName: Operation<
      'workspaceId' | 'appId' | 'processName',
      StartProcessByNameRequest,
      StartProcessByNameResponse
    >;
    startProcessCopyingData: Operation<
      'workspaceId' | 'appId' | 'processName' | 'processInstanceId',
      StartProcessCopyingDataRequest,
      StartProcessCopyingDataResponse
    >;
    startProcessInheriting: Operation<
      'workspaceId' | 'appId' | 'resourceDefinitionId' | 'processInstanceId',
      StartProcessInheritingRequest,
      StartProcessInheritingResponse
    >;
    getBuildInfo: Operation<'workspaceId' | 'appId', unknown, GetBuildInfoResponse>;
    getBuildInfoByProcessInstance: Operation<
      'processInstanceUuid',
      unknown,
      GetBuildInfoByProcessInstanceResponse
    >;
    getBuildInfoByUiFlowSession: Operation<'uiFlowSessionUuid', unknown, GetBuildInfoByUiFlowSessionResponse>;
    getBuildInfoByApplication: Operation<'appId', unknown, GetBuildInfoByApplicationResponse>;
  };
}

interface Operation<Params extends string, Request, Response> {
  params: Record<Params, string>;
  query: object;
  request: Request;
  response: Response;
}

/** A call of one of its operations. */
export type FlowXCall<Id extends keyof FlowX['operations'] = keyof FlowX['operations']> = Call<FlowX, Id>;

/** A process instance. */
export type ProcessInstance = Instance<Facts>;

/** Ids that came together in one call. */
export interface LearnedIds {
  workspaceId?: string;
  appId: string;
  buildId?: string;
  process?: string;
  resourceDefinitionId?: string;
  uiFlowSessionUuid?: string;
}

/** What is kept of an instance beside what every instance has. */
export type Facts = {
  workspaceId: string;
  applicationId: string;
  buildId: string;
  /** The instance's number. */
  processInstanceId: number;
};

/** What is kept of one that was started here, and is told in the answer to the start. */
export type StartFacts = Facts & {
  parentApplicationId: string | null;
  rootApplicationId: string | null;
  buildStatusAtStart: string;
  processDefinitionFlowxUuid: string;
  tokenId: number;
};

/** An entry of `fixtures/flowx/instances.yaml`. */
export interface Fixture extends Facts {
  uuid: string;
  process: string;
  state: string;
  startedAt: string;
  endedAt?: string | null;
  data: Data;
}

/** What FlowX shows of an instance in a state: the `meta` of `state.schema.json`. */
export interface Shown {
  state: StartProcessByBuildResponse['state'];
  token: Pick<Token, 'state' | 'statusCurrentNode'>;
  /** The node that it is at. */
  node?: string;
}
