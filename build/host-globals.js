// What the library takes for Node's own, whatever a test runner has put into the global scope: fake timers and dates
// would stop a stand-in that runs in the process of the tests, and the globals of jsdom are not those that Node's
// modules take. The bundler gives these names to all that is bundled; they are read once, when the library is loaded.
import { Buffer } from 'node:buffer';
import { performance } from 'node:perf_hooks';
import {
  clearImmediate,
  clearInterval,
  clearTimeout,
  setImmediate,
  setInterval,
  setTimeout,
} from 'node:timers';
import { URL, URLSearchParams } from 'node:url';
import { TextDecoder, TextEncoder } from 'node:util';
import { runInNewContext } from 'node:vm';

export {
  Buffer,
  clearImmediate,
  clearInterval,
  clearTimeout,
  performance,
  setImmediate,
  setInterval,
  setTimeout,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
};

const now = globalThis.Date;
/** A faked date says so; a new context has one that nobody has faked. */
const hostDate = now.isFake || now.clock ? runInNewContext('Date') : now;

export { hostDate as Date };

/** The class that Node's own modules take; Jest has another one in its tests. */
const hostBytes = Object.getPrototypeOf(Buffer);

export { hostBytes as Uint8Array };

const { nextTick } = process;

export { nextTick as 'process.nextTick' };
