import type { Request, RequestHandler } from 'express';

/** A host with or without a port, as a `Host` header has it, and nothing that an address could be made to say otherwise. */
const HOST = /^(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])(?::(\d+))?$/;
const PORT = /^[1-9]\d{0,4}$/;
const LAST_PORT = 65_535;
/** Segments of one or two dots would lead out of it. */
const PREFIX = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~@-]+)*$/;

const isPort = (text: string): boolean => PORT.test(text) && Number(text) <= LAST_PORT;

/** What a proxy says with `X-Forwarded-…`: what it has to be, and how it is read; undefined for what it is not. */
const HEADERS = {
  Proto: {
    wanted: '"http" or "https"',
    read: (text: string) => (/^https?$/i.test(text) ? text.toLowerCase() : undefined),
  },
  Host: {
    wanted: 'a host with or without a port, such as "mock.example.com:8443"',
    read: (text: string) => {
      const host = text.toLowerCase();
      const [whole, port] = HOST.exec(host) ?? [];
      return whole === undefined || (port !== undefined && !isPort(port)) ? undefined : host;
    },
  },
  Port: {
    wanted: `a number from 1 to ${LAST_PORT}`,
    read: (text: string) => (isPort(text) ? text : undefined),
  },
  Prefix: {
    wanted: 'a path such as "/tools/mock", without "." and ".."',
    // Paths are not the same in capitals.
    read: (text: string) => {
      const path = text.replace(/\/+$/, '');
      return PREFIX.test(path) ? path : undefined;
    },
  },
};

/** The end of the name of a header: `X-Forwarded-Host`. */
export type Forwarded = keyof typeof HEADERS;
const NAMES = Object.keys(HEADERS) as Forwarded[];

/** What the first proxy said, the one that was asked; nothing where nobody is trusted to say it. */
export function forwarded(req: Request, name: Forwarded): string {
  const isTrusted = req.app.get('trust proxy fn') as (address: string | undefined, hops: number) => boolean;
  if (!isTrusted(req.socket.remoteAddress, 0)) return '';
  return (req.get(`X-Forwarded-${name}`) ?? '').split(',')[0]?.trim() ?? '';
}

/** A part of an address; undefined where nothing was said, and for what is none. */
export function readForwarded(name: Forwarded, said: string): string | undefined {
  return said === '' ? undefined : HEADERS[name].read(said);
}

/**
 * Tells once of each header that a trusted proxy sends and that counts for nothing, as people look for the mistake elsewhere.
 * What it said is not repeated: it may hold anything.
 */
export function tellIgnored(notices: { once(about: string, text: string): void }): RequestHandler {
  return (req, _res, next) => {
    for (const name of NAMES) {
      const said = forwarded(req, name);
      if (said === '' || readForwarded(name, said) !== undefined) continue;
      const text = `X-Forwarded-${name} of a proxy counts for nothing: it is not ${HEADERS[name].wanted}`;
      notices.once(`forwarded-${name}`, text);
    }
    next();
  };
}
