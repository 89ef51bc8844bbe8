// docs/third-api.md shows how the calls that the contracts leave out are added as an API of one's own.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import request from 'supertest';
import { inProcess } from '../in-process.ts';
import { root } from '../repository/project-files.ts';

const UUID = '24cb4216-83a4-4782-84cb-d702b54b9b7d';

test('the contract on the page is served as it stands, in place of what was left out', async () => {
  const page = readFileSync(join(root, 'docs/third-api.md'), 'utf8');
  const [, contract = ''] = page.match(/`my-apis\/renderers\/openapi\.yaml`\n\n```yaml\n([\s\S]*?)```/) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'flowx-mock-renderers-'));
  try {
    mkdirSync(join(folder, 'renderers'));
    writeFileSync(join(folder, 'renderers/openapi.yaml'), contract);
    const { app } = await inProcess({ contracts: [folder], reuse: true });
    const path = `/onboarding/api/runtime/process/${UUID}`;
    const status = await request(app).get(`${path}/status`).set('Authorization', 'Bearer any');
    expect([status.status, status.body]).toEqual([200, {}]);
    const action = await request(app)
      .post(`${path}/token/t/ui-action/a/context/main/execute`)
      .set('Authorization', 'Bearer any')
      .send({});
    expect([action.status, action.body.currentNodeId]).toEqual([200, 1182789]);
    // The other spellings are left out as ever.
    const other = await request(app).get(`/api/runtime/process/${UUID}/status`);
    expect([other.status, other.text.includes('leaves out')]).toEqual([404, true]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
