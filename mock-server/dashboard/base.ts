/** What stands before `/__admin/` is where the products' calls are: a world's, or a proxy's prefix. */
export const BASE = location.href.replace(/\/__admin\/.*$/, '');
