/** What stands before `/__admin/` is where the products' calls are: a world's, or a proxy's prefix. */
export const BASE = location.href.replace(/\/__admin\/.*$/, '');

/** The world that the address names, as in `/@alice/__admin/`. */
export const WORLD = decodeURIComponent(/\/@([^/]+)$/.exec(BASE)?.[1] ?? 'default');
