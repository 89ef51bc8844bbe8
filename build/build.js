// The last steps of `npm run build`, after tsc: checks and prepares the data that ships, and makes of the sources and
// the libraries that they need what is run: the command, and the library for those who import the package.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteBuild } from './built-from.js';
import { bundleCommand } from './command.js';
import { bundleDashboard } from './dashboard.js';
import { bundleLibrary } from './library.js';
import { licences } from './licences.js';
import { root } from './root.js';
import { gatherTypes } from './types.js';

await import('../dist/mock-server/simulation/precompile.js');
const inputs = [...(await bundleCommand()), ...(await bundleLibrary()), ...(await bundleDashboard())];
writeFileSync(join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'), licences(inputs));
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
gatherTypes(exports);
noteBuild();
