import type { AdminCall } from './call.ts';

/**
 * `{status, reason?, version, store, worlds, contracts, instances: {kept, most, quarantined}, notices}`; degraded while
 * instances cannot be stored.
 */
export const health: AdminCall = ({ standIn: { store, version, worlds, apis, notices }, res }) => {
  const { ok, reason, instances } = store.health();
  const contracts = Object.fromEntries(apis.map(({ api, contracts: all }) => [api.name, all.size]));
  const status = ok ? 'ok' : 'degraded';
  res.json({
    status,
    ...(reason && { reason }),
    version,
    store: store.kind,
    worlds: worlds.size,
    contracts,
    instances: { ...instances, quarantined: store.size },
    notices: [...(store.summary ? [store.summary] : []), ...notices.all()],
  });
};
