import { fileURLToPath } from 'node:url';

/** The folder of the package, with a slash behind it. */
export const root = fileURLToPath(new URL('..', import.meta.url));
