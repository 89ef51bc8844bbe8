import { World } from './world.ts';

const DEFAULT_WORLD = 'default';

/** A stand-in that answers somewhere: its default world, and the way to the others. */
export class Server extends World {
  readonly #token: string | undefined;

  /**
   * @param url without a slash at the end
   * @param token the admin token, where one is asked for
   */
  constructor(url: string, token?: string) {
    super(DEFAULT_WORLD, url, '', token);
    this.#token = token;
  }

  /**
   * A world of the stand-in; it is made when it is first used.
   * @param name 1 to 64 letters, digits, `.`, `_` and `-`, a letter or digit first
   */
  world(name: string): World {
    return new World(name, this.url, `/@${encodeURIComponent(name)}`, this.#token);
  }
}
