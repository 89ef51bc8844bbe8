// Before tests: `npm run build`, unless it was done for exactly these files. Where nothing changed, that costs 0.1 s.
import { spawnSync } from 'node:child_process';
import { isBuilt } from './built-from.js';

if (!isBuilt())
  process.exitCode = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell: true }).status ?? 1;
