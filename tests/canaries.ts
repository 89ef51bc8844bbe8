// Texts that must turn up nowhere, each planted under the name of a secret or in the shape of one.
/** Names of what is secret, in the forms that people give them. */
export const SECRET_NAMES = [
  ...['token', 'accessToken', 'access_token', 'X-Vault-Token', 'clientSecret', 'client-secret', 'password'],
  ...[
    'newPassword',
    'user.pwd',
    'api_key',
    'APIKey',
    'apikey',
    'privateKey',
    'Session',
    'sessionId',
    'PHPSESSID',
  ],
  ...[
    'sig',
    'X-Amz-Signature',
    'signature',
    'jwt',
    'client_assertion',
    'x-auth',
    'authorization',
    'credentials',
  ],
  ...[
    'aws-credential',
    'tokens',
    'refreshToken',
    'mySecret',
    'authtoken',
    'x-otp',
    'ID_TOKEN',
    'Passwd',
    'passphrase',
  ],
];
/** Texts that are secrets wherever they stand. */
export const SECRET_SHAPES = [
  (canary: string) => `eyJhbGciOiJub25lIn0.eyJ${canary}.${canary}`,
  (canary: string) => `Bearer ${canary}${canary}`,
  (canary: string) => `sk_live_${canary}${canary}`,
  (canary: string) => `ghp_${canary.repeat(3)}`,
  (canary: string) => `-----BEGIN PRIVATE KEY-----\n${canary}\n-----END PRIVATE KEY-----`,
];

/** Makes canaries, no two the same. */
export class Canaries {
  planted = 0;

  next(): string {
    this.planted += 1;
    return `canary${String(this.planted).padStart(4, '0')}`;
  }

  /** Members of a body, each with its own. */
  members(): Record<string, unknown> {
    return {
      ...Object.fromEntries(SECRET_NAMES.map((name) => [name, this.next()])),
      shapes: SECRET_SHAPES.map((shape) => `see ${shape(this.next())} there`),
      deep: [{ login: { secret: { pin: this.next(), list: [this.next()] } } }],
      text: `{"password": "${this.next()}"}`,
      link: this.address(),
    };
  }

  address(): string {
    return `https://me:${this.next()}@example.com/a;token=${this.next()}?b=1&sig=${this.next()}#id_token=${this.next()}`;
  }

  query(): string {
    return SECRET_NAMES.map((name) => `${encodeURIComponent(name)}=${this.next()}`).join('&');
  }

  headers(): Record<string, string> {
    return Object.fromEntries(SECRET_NAMES.map((name) => [name.replace('.', '-'), this.next()]));
  }
}
