// Fixtures of a test's own: the bundled ones with some files replaced or added, in a folder that goes away by itself.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';
import { bundledFixtures } from '../contracts/reader/fixtures.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder for this test file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-test-'));
  folders.push(folder);
  return folder;
}

/** @param files by path below the fixtures folder */
export function ownFixtures(files: Record<string, string>): string {
  const folder = scratchFolder();
  cpSync(bundledFixtures(), folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A catalogue of apptor flow with these flows, for `apk_demo_secret`. */
export function flowsCatalogue(flows: { id: string; lifecycle?: string; nodes?: string[] }[]): string {
  return JSON.stringify({
    systemKeys: [],
    organizations: [
      {
        id: 'org_demo',
        name: 'Demo',
        roles: [{ name: 'all', permissions: ['WORKFLOW_CREATE', 'WORKFLOW_READ', 'WORKFLOW_EXECUTE'] }],
        keys: [
          {
            keyId: 'demo',
            secret: 'secret',
            roles: ['all'],
            status: 'ACTIVE',
            rateLimitPerMinute: null,
            rateLimitPerHour: null,
            expiresAt: null,
          },
        ],
        flows: flows.map(({ id, lifecycle, nodes = [] }) => ({
          processId: id,
          processName: id,
          versions: [{ versionNumber: '1', state: 'PUBLISHED' }],
          nodes: nodes.map((node) => {
            const [nodeId, nodeType = 'userTask'] = node.split(':');
            return { nodeId, nodeType };
          }),
          ...(lifecycle && { lifecycle }),
        })),
      },
    ],
  });
}

/** Fixtures in which the flow `mine` follows this lifecycle. */
export function withLifecycle(lifecycle: string): string {
  return ownFixtures({
    'apptor/lifecycles/mine.yaml': lifecycle,
    'apptor/catalogue.yaml': flowsCatalogue([{ id: 'mine', lifecycle: 'mine' }]),
    'apptor/instances.yaml': '[]\n',
  });
}
