// FlowX.AI runtime: made from its contract by "flowx-mock contract types".

/**
 * CREATED is seen only when the creation failed.
 */
export type ProcessState =
  | 'CREATED'
  | 'STARTED'
  | 'DISMISSED'
  | 'EXPIRED'
  | 'FINISHED'
  | 'TERMINATED'
  | 'ON HOLD'
  | 'ONHOLD'
  | 'ON_HOLD'
  | 'FAILED';

/**
 * The initial values of the new instance. Which members there are is said by the process definition itself.
 */
export interface StartData {
  /**
   * Picks the start node of a process definition that has several.
   */
  startCondition?: string;
  [k: string]: unknown;
}
/**
 * A new instance, with all fields.
 */
export interface ProcessInstance {
  /**
   * The process definition's own id.
   */
  processDefinitionFlowxUuid: string;
  /**
   * The build that runs.
   */
  buildId: string;
  /**
   * What the build was when the instance started.
   */
  buildStatusAtStart: string;
  /**
   * The application that runs.
   */
  applicationId: string;
  /**
   * The application above it, if any.
   */
  parentApplicationId: string | null;
  /**
   * The topmost application, if any.
   */
  rootApplicationId: string | null;
  /**
   * The process definition that was started.
   */
  processDefinitionName: string;
  /**
   * Where the instance stands.
   */
  tokens: Token[];
  state: ProcessState;
  /**
   * The instance's id, for later calls.
   */
  uuid: string;
  /**
   * The instance's ids.
   */
  instanceMetadata: {
    /**
     * The instance's number.
     */
    processInstanceId: number;
    /**
     * The same as `uuid`.
     */
    processInstanceUuid: string;
  };
}
/**
 * One place at which an instance stands.
 */
export interface Token {
  /**
   * The number of the token.
   */
  id: number;
  state:
    | 'ACTIVE'
    | 'INACTIVE'
    | 'ABORTED'
    | 'ON HOLD'
    | 'ONHOLD'
    | 'ON_HOLD'
    | 'DISMISSED'
    | 'EXPIRED'
    | 'TERMINATED';
  /**
   * The id of the token, as actions name it.
   */
  uuid?: string;
  /**
   * The number of the node it is at.
   */
  currentNodeId?: number;
  /**
   * The name of the node it is at.
   */
  currentNodeName?: string | null;
  /**
   * When it moved last.
   */
  dateUpdated?: string;
  /**
   * How far the token's node is.
   */
  statusCurrentNode:
    | 'ARRIVED'
    | 'EXECUTING'
    | 'EXECUTED_COMPLETE'
    | 'EXECUTED_PARTIAL'
    | 'WAITING_MESSAGE_EVENT'
    | 'WAITING_TIMER_EVENT'
    | 'WAITING_MESSAGE'
    | 'MESSAGE_RECEIVED'
    | 'MESSAGE_RESPONSE_TIMED_OUT';
}
/**
 * JHipster's problem with a message.
 */
export interface Refusal {
  /**
   * The kind of thing that is wrong.
   */
  entityName: string;
  /**
   * The same as `title`.
   */
  defaultMessage: string;
  /**
   * A code for programs.
   */
  errorKey: string;
  /**
   * The kind of problem, an address.
   */
  type: string;
  /**
   * What is wrong, in short.
   */
  title: string;
  /**
   * The HTTP status again.
   */
  status: number;
  /**
   * The same as `errorKey`.
   */
  message: string;
  /**
   * The same as `entityName`.
   */
  params: string;
  /**
   * What is wrong, in full, and how to mend it.
   */
  detail?: string;
  /**
   * One entry a violation.
   */
  fieldErrors?: {
    /**
     * Where: a JSON Pointer into the body, or a parameter.
     */
    field: string;
    /**
     * What is wrong there.
     */
    message: string;
  }[];
}
/**
 * A new instance, with the fields that starting by name and copying data promise.
 */
export interface BriefProcessInstance {
  /**
   * The process definition that was started.
   */
  processDefinitionName: string;
  /**
   * The instance's id, for later calls.
   */
  uuid: string;
  state: ProcessState;
  /**
   * The application that runs.
   */
  applicationId: string;
  /**
   * The build that runs.
   */
  buildId: string;
  /**
   * The instance's ids.
   */
  instanceMetadata: {
    /**
     * The same as `uuid`.
     */
    processInstanceUuid: string;
    /**
     * The instance's number.
     */
    processInstanceId?: number;
  };
  /**
   * The process definition's own id.
   */
  processDefinitionFlowxUuid?: string;
  /**
   * What the build was when the instance started.
   */
  buildStatusAtStart?: string;
  /**
   * The application above it, if any.
   */
  parentApplicationId?: string | null;
  /**
   * The topmost application, if any.
   */
  rootApplicationId?: string | null;
  /**
   * Where the instance stands.
   */
  tokens?: Token[];
}
/**
 * Which values of the related instance the new one inherits; all of them when nothing is named.
 */
export interface Inheritance {
  /**
   * The choice of values.
   */
  paramsToInherit?: {
    /**
     * Names of the only values to inherit.
     */
    paramsToCopy?: string[];
    /**
     * Names of values not to inherit.
     */
    withoutParams?: string[];
  };
  [k: string]: unknown;
}
export interface InheritingProcessInstance {
  /**
   * The workspace in which it runs.
   */
  workspaceId: string;
}
/**
 * The active build of an application.
 */
export interface BuildInfo {
  /**
   * The workspace of the application.
   */
  workspaceId: string;
  /**
   * The build, for a start by build.
   */
  buildId: string;
  /**
   * The application.
   */
  applicationId: string;
  buildSettings: BuildSettings;
}
export interface BuildSettings {
  /**
   * The version of the application that was built.
   */
  applicationVersionId: string;
  /**
   * The kinds of client that the build serves.
   */
  platforms: string;
  /**
   * The theme of its user interface.
   */
  themeId: string;
  /**
   * How dates are shown.
   */
  dateDisplayFormat: {
    /**
     * The name of the format.
     */
    format: string;
  };
  /**
   * How numbers are shown.
   */
  numberDisplayFormat: {
    /**
     * The fewest decimals.
     */
    minDecimals: number;
    /**
     * The most decimals.
     */
    maxDecimals: number;
  };
  /**
   * How amounts are shown.
   */
  currencyDisplayFormat: {
    /**
     * The name of the format.
     */
    format: string;
  };
  /**
   * The language when the caller has none.
   */
  defaultLanguageCode: string;
}
/**
 * The build on which an instance runs.
 */
export interface InstanceBuildInfo {
  /**
   * Where the build lives.
   */
  workspaceId: string;
  /**
   * The build.
   */
  buildId: string;
  /**
   * The application.
   */
  applicationId: string;
  /**
   * The settings with which its user interface is drawn.
   */
  buildSettings: {
    /**
     * The version of the application that was built.
     */
    applicationVersionId: string;
    /**
     * The kinds of client that the build serves.
     */
    platforms: string;
    /**
     * The theme of its user interface.
     */
    themeId: string;
    /**
     * How dates are shown.
     */
    dateDisplayFormat?: {
      /**
       * The name of the format.
       */
      format: string;
    };
    /**
     * How numbers are shown.
     */
    numberDisplayFormat?: {
      /**
       * The fewest decimals.
       */
      minDecimals: number;
      /**
       * The most decimals.
       */
      maxDecimals: number;
    };
    /**
     * How amounts are shown.
     */
    currencyDisplayFormat?: {
      /**
       * The name of the format.
       */
      format: string;
    };
    /**
     * The language when the caller has none.
     */
    defaultLanguageCode: string;
  };
}
/**
 * The active build of an application, as up to 5.0.
 */
export interface ApplicationBuildInfo {
  /**
   * The build, for a start by build.
   */
  buildId: string;
  /**
   * The application.
   */
  applicationId: string;
  buildSettings: BuildSettings;
}

export type StartProcessByBuildRequest = StartData;
export type StartProcessByBuildResponse = ProcessInstance;
export type StartProcessByNameRequest = StartData;
export type StartProcessByNameResponse = BriefProcessInstance;
export type StartProcessCopyingDataRequest = StartData;
export type StartProcessCopyingDataResponse = BriefProcessInstance;
export type StartProcessInheritingRequest = Inheritance;
export type StartProcessInheritingResponse = InheritingProcessInstance;
export type GetBuildInfoResponse = BuildInfo;
export type GetBuildInfoByProcessInstanceResponse = InstanceBuildInfo;
export type GetBuildInfoByUiFlowSessionResponse = InstanceBuildInfo;
export type GetBuildInfoByApplicationResponse = ApplicationBuildInfo;
