import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { root } from './project-files.ts';

/** One import that a rule of .dependency-cruiser.cjs forbids. */
export interface Violation {
  rule: string;
  from: string;
  to: string;
}

const COMMAND = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const LAWS = join(root, '.dependency-cruiser.cjs');

/** Runs the layer check over `folder`/contracts and `folder`/mock-server; answers what is forbidden and how much was read. */
export function cruise(folder: string): Promise<{ violations: Violation[]; modules: string[] }> {
  const args = [COMMAND, '--config', LAWS, '--output-type', 'json', 'contracts', 'mock-server'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (stdout === '') return reject(error ?? new Error(stderr));
      const { modules, summary } = JSON.parse(stdout);
      resolve({
        modules: modules.map((module: { source: string }) => module.source),
        violations: summary.violations.map((each: { rule: { name: string }; from: string; to: string }) => ({
          rule: each.rule.name,
          from: each.from,
          to: each.to,
        })),
      });
    });
  });
}
