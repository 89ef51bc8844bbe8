import type { AdminCall } from './transport/admin-request.ts';

/**
 * `{status, reason?, version, store, worlds, contracts, instances: {kept, most, quarantined}, memory, notices, readOnly?}`, memory in bytes; degraded while
 * instances cannot be stored, and while a change of contracts, fixtures or configuration cannot be taken over. It answers
 * 200 all the same: requests are answered, so whoever waits for a healthy server need not wait.
 */
export const getHealth: AdminCall = ({ store, version, worlds, apis, notices, memory, readOnly, res }) => {
  const { ok, reason, instances } = store.health();
  const contracts = Object.fromEntries(apis.map(({ api, contracts: all }) => [api.name, all.size]));
  const reasons = [...(reason ? [reason] : []), ...notices.troubles()];
  const status = ok && reasons.length === 0 ? 'ok' : 'degraded';
  res.json({
    status,
    ...(reasons.length > 0 && { reason: reasons.join('; ') }),
    version,
    store: store.kind,
    worlds: worlds.size,
    contracts,
    instances: { ...instances, quarantined: store.size },
    ...(readOnly && { readOnly }),
    memory: { most: memory.most, used: memory.total, ...memory.used },
    notices: [...(store.summary ? [store.summary] : []), ...notices.all()],
  });
};
