import type { Request, RequestHandler } from 'express';
import { percentDecoded } from '../../domain/values/percent-decoded.ts';
import { DEFAULT_WORLD } from '../../worlds/world-name.ts';

const PREFIX = /^\/@([^/?]*)(?=[/?]|$)/;

const worlds = new WeakMap<object, string>();

/**
 * Finds out which world a request is for: `/@NAME/` before its path, which is taken away, else `X-Mock-World`, else
 * the default one. Whether the name can be one is told by whoever answers, in the form its callers expect.
 */
export const selectWorld: RequestHandler = (req, _res, next) => {
  const [prefix, name] = (req.url.startsWith('/@') && PREFIX.exec(req.url)) || [];
  if (prefix !== undefined && name !== undefined) {
    worlds.set(req, percentDecoded(name));
    const rest = req.url.slice(prefix.length);
    req.url = rest.startsWith('/') ? rest : `/${rest}`;
  } else {
    const header = req.headers['x-mock-world'];
    const named = Array.isArray(header) ? header[0] : header;
    // The default one is what is found where nothing is kept.
    if (named) worlds.set(req, named);
  }
  next();
};

/** The name of the world that a request is for. */
export function worldOf(req: Request): string {
  return worlds.get(req) ?? DEFAULT_WORLD;
}

/** By what the world of a request was selected. */
export function worldBy({ url, originalUrl, headers }: Request): 'path' | 'header' | 'default' {
  if (url.length !== originalUrl.length && originalUrl.startsWith('/@')) return 'path';
  return headers['x-mock-world'] ? 'header' : 'default';
}
