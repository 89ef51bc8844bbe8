import type { JsonObject } from '../../../contracts/files/json.ts';
import type { Answers, Starter } from '../template-for-init.ts';

const START: JsonObject = { nodeId: 'start', nodeType: 'startEvent' };
const END: JsonObject = { nodeId: 'end', nodeType: 'endEvent' };

/** The ids an apptor flow client is configured with. */
export const starter: Starter = {
  questions: [
    { name: 'organization', text: 'apptor organization id', fallback: ['org_demo'] },
    {
      name: 'flow',
      text: 'apptor flow id (the processId of /process/exec)',
      fallback: ['your-flow-uuid'],
      many: true,
    },
    {
      name: 'waitsAt',
      text: 'Node at which those flows wait for a person; leave it out when they do not',
      fallback: [],
    },
  ],
  catalogue({ organization, flow, waitsAt }: Answers): JsonObject {
    const nodes = [START, ...(waitsAt ?? []).map((nodeId) => ({ nodeId, nodeType: 'userTask' })), END];
    return {
      systemKeys: [{ keyId: 'system', secret: 'secret' }],
      organizations: [
        {
          id: organization?.[0] ?? '',
          name: 'Organization',
          roles: [
            { name: 'Developer', permissions: ['WORKFLOW_CREATE', 'WORKFLOW_READ', 'WORKFLOW_EXECUTE'] },
          ],
          keys: [{ keyId: 'demo', secret: 'secret', roles: ['Developer'], status: 'ACTIVE' }],
          flows: (flow ?? []).map((processId) => ({
            processId,
            processName: processId,
            versions: [{ versionNumber: '1', state: 'PUBLISHED' }],
            nodes: structuredClone(nodes),
          })),
        },
      ],
    };
  },
  instances: () => [],
};
