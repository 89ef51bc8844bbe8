// The package is ESM; CommonJS gets it by `import()`, and by `require` as far as Node has that for modules.
import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { scratchFolder } from '../../own-fixtures.ts';
import { root } from '../../repository/project-files.ts';

const USE = `const mock = await createMock(); console.log((await fetch(mock.url + '/__admin/health')).status); await mock.close();`;

test.each(['await import', 'require'])('%s', async (how) => {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, 'node_modules'));
  symlinkSync(root, join(cwd, 'node_modules/flowx-mock'));
  const program = `(async () => { const { createMock } = ${how}('flowx-mock'); ${USE} })();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', '-e', program], { cwd });
  expect(stdout).toBe('200\n');
});
