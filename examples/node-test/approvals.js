// A piece of an application: asks a workflow for approval. Where an answer is lost, it tries once more.
export function approvals(baseUrl, key = 'apk_demo_secret') {
  const call = async (method, path, body) => {
    const headers = { 'X-API-Key': key, 'Content-Type': 'application/json' };
    const answer = await fetch(baseUrl + path, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}`);
    return answer.json();
  };
  const twice = (attempt) => attempt().catch(attempt);

  return {
    async ask(order) {
      const body = { processId: 'your-flow-uuid', data: { order } };
      return (await twice(() => call('POST', '/process/exec', body))).processInstanceId;
    },
    approve: (processInstanceId) =>
      call('POST', '/process/task', {
        ...{ processInstanceId, nodeId: 'approval-step', action: 'COMPLETE' },
        data: { decision: 'approved' },
      }),
    look: (id) => call('GET', `/process/instance/${id}`),
  };
}
