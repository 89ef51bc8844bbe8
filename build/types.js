import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './root.js';

const DIST = join(root, 'dist');

/**
 * Gathers the declarations of what may be imported, `dist/types/import`, and the same once more for those who
 * `require`, `dist/types/require`: TypeScript takes a declaration for one of an ES module or not by the nearest
 * package.json alone, and lets CommonJS have no ES module.
 * @param {Record<string, unknown>} exports of package.json
 */
export function gatherTypes(exports) {
  for (const condition of ['import', 'require']) {
    const folder = join(DIST, 'types', condition);
    const asked = Object.values(exports).flatMap((one) => one[condition]?.types ?? []);
    for (const path of reached(asked.filter((one) => !one.includes('*')).map((one) => sourceOf(one, folder))))
      copy(path, join(folder, relative(DIST, path)));
    for (const name of readdirSync(join(root, 'contracts/types')))
      copy(join(root, 'contracts/types', name), join(folder, 'contracts/types', name));
  }
  writeFileSync(join(DIST, 'types', 'require', 'package.json'), '{ "type": "commonjs" }\n');
}

/** Where the compiler wrote a declaration, which is where it comes from. */
const sourceOf = (path, folder) => {
  const inside = relative(folder, join(root, path));
  const made = join(DIST, inside);
  return existsSync(made) ? made : join(root, inside);
};

/** These files and all that they refer to. */
function reached(paths) {
  const seen = new Set();
  const open = [...paths];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    open.push(...referred(path));
  }
  return [...seen].filter((path) => path.startsWith(DIST));
}

/** The declarations that one refers to, by the names of their sources. */
function referred(path) {
  const specifiers = readFileSync(path, 'utf8').matchAll(/(?:from|import\()\s*['"](\.[^'"]+)['"]/g);
  return [...specifiers].map(([, specifier]) => {
    const file = join(dirname(path), specifier).replace(/(?<!\.d)\.[tj]s$/, '.d.ts');
    if (!existsSync(file)) throw new Error(`${path} refers to ${specifier}, of which there are no types`);
    return file;
  });
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}
