import type { AdminCall } from './call.ts';

/** `{status, version, store, worlds, contracts}`; degraded while the store cannot be written. */
export const health: AdminCall = ({ standIn: { store, version, worlds, apis }, res }) => {
  const { ok, reason } = store.health();
  const contracts = Object.fromEntries(apis.map(({ api, contracts: all }) => [api.name, all.size]));
  const status = ok ? 'ok' : 'degraded';
  res.json({ status, ...(reason && { reason }), version, store: store.kind, worlds: worlds.size, contracts });
};
