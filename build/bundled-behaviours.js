import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.js';

const BEHAVIOURS = 'mock-server/behaviours';

/** In sources behaviours are found by looking into their folder; in a bundle they are named, as there is no folder. */
export const bundledBehaviours = {
  name: 'bundled-behaviours',
  setup({ onLoad }) {
    onLoad({ filter: /\/behaviours\/find-behaviours\.ts$/ }, () => ({
      loader: 'js',
      resolveDir: join(root, BEHAVIOURS),
      contents: findBehaviours(),
    }));
  },
};

function findBehaviours() {
  const names = readdirSync(join(root, BEHAVIOURS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return `
    const behaviours = { ${names.map((name) => `'${name}': () => import('./${name}/${name}.ts')`).join(', ')} };
    export const behaviourNames = () => Object.keys(behaviours);
    export const discoverBehaviour = async (api) =>
      Object.hasOwn(behaviours, api) ? (await behaviours[api]()).behaviour : undefined;
  `;
}

/** Sources load a large library when it is needed first; a bundle has it inside, and does the same. */
export const bundledWhenNeeded = {
  name: 'bundled-when-needed',
  setup({ onLoad }) {
    onLoad({ filter: /\/(contracts|mock-server)\/.*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text.replaceAll(/\bcreateRequire\(import\.meta\.url\)\((?=')/g, 'require(');
      return contents === text ? undefined : { loader: 'ts', contents };
    });
  },
};
