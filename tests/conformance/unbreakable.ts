// Keywords of request schemas that no request can break alone, each by name. A test fails when one is missing here,
// and when one here can be broken after all.

/** `operation part pointer keyword`, by the reason. */
export const UNBREAKABLE: Record<string, string[]> = {
  'without one of its values a path is another path': [
    'getInstance path /processInstanceId required',
    ...path('startProcessByBuild', ['appId', 'buildId', 'processDefinitionName'], 'required'),
    ...path('startProcessByName', ['workspaceId', 'appId', 'processName'], 'required'),
    ...path(
      'startProcessCopyingData',
      ['workspaceId', 'appId', 'processName', 'processInstanceId'],
      'required',
    ),
    ...path(
      'startProcessInheriting',
      ['workspaceId', 'appId', 'resourceDefinitionId', 'processInstanceId'],
      'required',
    ),
    ...path('getBuildInfo', ['workspaceId', 'appId'], 'required'),
    ...path('getBuildInfoByProcessInstance', ['processInstanceUuid'], 'required'),
    ...path('listBooks', ['shelf'], 'required'),
    ...path('getBook', ['isbn'], 'required'),
    ...path('returnBook', ['loanId'], 'required'),
  ],
  'what stands in a path is always a text': [
    'getInstance path /processInstanceId type',
    ...path('startProcessByBuild', ['appId', 'buildId', 'processDefinitionName'], 'type'),
    ...path('startProcessByName', ['workspaceId', 'appId', 'processName'], 'type'),
    ...path('startProcessCopyingData', ['workspaceId', 'appId', 'processName', 'processInstanceId'], 'type'),
    ...path(
      'startProcessInheriting',
      ['workspaceId', 'appId', 'resourceDefinitionId', 'processInstanceId'],
      'type',
    ),
    ...path('getBuildInfo', ['workspaceId', 'appId'], 'type'),
    ...path('getBuildInfoByProcessInstance', ['processInstanceUuid'], 'type'),
    ...path('getBook', ['isbn'], 'type'),
  ],
  'the value of a header is always a text': [
    ...headers('startProcessByBuild', [
      'flowx-platform',
      'accept-encoding',
      'accept-language',
      'user-agent',
      'referer',
    ]),
    ...headers('startProcessInheriting', ['flowx-platform', 'accept-encoding', 'accept-language']),
    ...headers('getBuildInfo', ['flowx-platform', 'accept-encoding', 'accept-language']),
    ...headers('borrowBook', ['x-reader']),
  ],
  'every value of another type breaks the enumeration beside it, too': [
    'executeWorkflow query /environment type',
    'startWorkflow query /environment type',
    'completeTask body /action type',
    'listBooks query /sort type',
  ],
  'a parameter given once is a list of one, and its items are always texts': [
    'listBooks query /language type',
    'listBooks query /language/0 type',
  ],
  'the contract itself wants an object already': ['loan_application start data  type'],
};

function path(operation: string, names: string[], keyword: string): string[] {
  return names.map((name) => `${operation} path /${name} ${keyword}`);
}

function headers(operation: string, names: string[]): string[] {
  return names.map((name) => `${operation} header /${name} type`);
}
