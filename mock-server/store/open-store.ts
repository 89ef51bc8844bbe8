import { FileStore, type FileStoreOptions } from './file/file-store.ts';
import type { Store } from './interface/store.ts';
import { MemoryStore } from './memory/memory-store.ts';
import { MemoryRows } from './memory/rows.ts';

/**
 * Opens the store that a URL names: `memory:` or `file:FOLDER`.
 * @throws UnusableFolder when the folder or its file cannot be used
 */
export async function openStore(url: string, options: FileStoreOptions): Promise<Store> {
  if (url === 'memory:') return new MemoryStore(new MemoryRows(options.memory), options.maxInstances);
  return FileStore.open(url.replace(/^file:/, ''), options);
}
