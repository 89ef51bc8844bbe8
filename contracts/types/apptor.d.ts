// apptor flow: made from its contract by "flowx-mock contract types".

/**
 * Names a workflow; the last part of its address in the designer.
 */
export type ProcessId = string;
/**
 * Names one run of a workflow.
 */
export type ProcessInstanceId = string;

/**
 * Which workflow to run, and with what.
 */
export interface StartRequest {
  processId: ProcessId;
  /**
   * A reference of the caller's own, kept with the run; catch events are matched by it.
   */
  correlationKey?: string;
  /**
   * Input variables; each member can be used in the nodes under its name.
   */
  data?: {
    [k: string]: unknown;
  };
}
/**
 * The run that has begun.
 */
export interface StartResponse {
  processInstanceId: ProcessInstanceId;
  processId: ProcessId;
  status: 'started';
  /**
   * UTC
   */
  startTime: string;
}
/**
 * The standard body of an error.
 */
export interface Refusal {
  /**
   * The HTTP status
   */
  status: number;
  message: string;
  /**
   * What was asked
   */
  path: string;
  timestamp?: string;
}
/**
 * The body of an error that names each wrong field.
 */
export interface ValidationRefusal {
  /**
   * The HTTP status
   */
  status: number;
  message: string;
  errors: {
    field: string;
    message: string;
  }[];
  /**
   * What was asked
   */
  path: string;
  timestamp?: string;
}
/**
 * The body of an error for too many calls with one key.
 */
export interface RateLimitRefusal {
  error: 'RATE_LIMIT_EXCEEDED';
  message: string;
  /**
   * Seconds to wait
   */
  retryAfter: number;
}
/**
 * The answer to a node that waits.
 */
export interface TaskRequest {
  processInstanceId: ProcessInstanceId;
  /**
   * The waiting node, by its id in the designer.
   */
  nodeId: string;
  /**
   * COMPLETE goes on with the data, CANCEL aborts the task.
   */
  action: 'COMPLETE' | 'CANCEL';
  /**
   * Form fields or decisions; they become variables of the run.
   */
  data?: {
    [k: string]: unknown;
  };
}
/**
 * Which run goes on.
 */
export interface TaskResponse {
  processInstanceId: ProcessInstanceId;
  status: 'resumed';
}
export interface ProcessInstance {
  processInstanceId: ProcessInstanceId;
  processId: ProcessId;
  processName: string;
  processVersion: string;
  /**
   * 0 running or waiting, 1 completed, 2 failed, 3 cancelled; the stand-in sends no 4.
   */
  stateCd: 0 | 1 | 2 | 3 | 4;
  /**
   * UTC
   */
  startTime: string;
  /**
   * UTC; of a run that has ended
   */
  endTime?: string | null;
  /**
   * As given at the start.
   */
  correlationKey?: string | null;
  /**
   * All variables of the run, those it was started with among them.
   */
  data?: {
    [k: string]: unknown;
  };
}

export type ExecuteWorkflowRequest = StartRequest;
export type ExecuteWorkflowResponse = StartResponse;
export type StartWorkflowRequest = StartRequest;
export type StartWorkflowResponse = StartResponse;
export type CompleteTaskRequest = TaskRequest;
export type CompleteTaskResponse = TaskResponse;
export type GetInstanceResponse = ProcessInstance;
