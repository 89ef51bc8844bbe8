import type { AdminCall } from './call.ts';

/** `{status, version, store, worlds, contracts}`; degraded while the store cannot be written. */
export const health: AdminCall =
  ({ store, version, worlds, apis }) =>
  (_req, res) => {
    const { ok, reason } = store.health();
    const contracts = Object.fromEntries(apis.map(({ api, contracts: all }) => [api.name, all.size]));
    res.json({
      status: ok ? 'ok' : 'degraded',
      ...(reason && { reason }),
      version,
      store: store.kind,
      worlds: worlds.size,
      contracts,
    });
  };
