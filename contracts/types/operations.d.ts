// The types of all operations. Those of an API’s own schemas are in the file of its name.

export type { ExecuteWorkflowRequest, ExecuteWorkflowResponse, StartWorkflowRequest, StartWorkflowResponse, CompleteTaskRequest, CompleteTaskResponse, GetInstanceResponse } from './apptor.d.ts';
export type { StartProcessByBuildRequest, StartProcessByBuildResponse, StartProcessByNameRequest, StartProcessByNameResponse, StartProcessCopyingDataRequest, StartProcessCopyingDataResponse, StartProcessInheritingRequest, StartProcessInheritingResponse, GetBuildInfoResponse, GetBuildInfoByProcessInstanceResponse, GetBuildInfoByUiFlowSessionResponse, GetBuildInfoByApplicationResponse } from './flowx.d.ts';
export type { GetOrganizationByCodeResponse } from './organization.d.ts';
