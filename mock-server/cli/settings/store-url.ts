import type { Settings } from './settings.ts';

/** `--store` beats `--ephemeral`, which beats `--data`. */
export function storeUrl({ store, ephemeral, data }: Settings): string {
  return store ?? (ephemeral ? 'memory:' : `file:${data}`);
}
