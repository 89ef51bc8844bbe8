import { Mistake } from '../../../contracts/files/mistake.ts';
import type { CommandContext } from '../settings/command-context.ts';
import type { SettingRule } from '../settings/settings.ts';
import { withControlPlane } from './control-plane-call.ts';

/** What `token` was asked for. */
export interface TokenSettings {
  user?: string;
  client?: string;
  realm?: string;
  ttl?: string;
  claim: string[];
  into: string;
  adminToken?: string;
}

const DONE = 0;

/**
 * Prints a signed access token.
 * @returns the exit code: 0 done, 3 the stand-in cannot be reached
 * @throws Mistake for what the stand-in does not know, and a claim that is none
 */
export async function tokenCommand(
  { user, client, realm, ttl, claim, into, adminToken }: TokenSettings,
  around: CommandContext,
): Promise<number> {
  const body = { user, client, realm, ttl, ...(claim.length > 0 && { claims: claimsOf(claim) }) };
  return withControlPlane(
    { into, world: 'default', ...(adminToken && { adminToken }) },
    around,
    async (control) => {
      const answer = (await control.call('POST', '/tokens', { body })) as { access_token: string };
      around.stdout.write(`${answer.access_token}\n`);
      return DONE;
    },
  );
}

/** A value that is JSON is taken as that: `permissions=["A"]`, `level=3`; any other as text. */
function claimsOf(claims: string[]): Record<string, unknown> {
  return Object.fromEntries(
    claims.map((text) => {
      const [, name, value = ''] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? [];
      if (name === undefined) throw new Mistake([{ text: `--claim ${text}: a claim is NAME=VALUE` }]);
      return [name, jsonOr(value)];
    }),
  );
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const text = (name: string, description: string): SettingRule => ({ name, type: 'string', description });

/** The flags of `token`; each is an environment variable, too. */
export const TOKEN_RULES: SettingRule[] = [
  text('user', 'Whose token, by name or e-mail address; the first of the fixtures unless given.'),
  text('client', 'The application it is for; the first of the realm unless given.'),
  text('realm', 'The realm; the first that has user and client unless given.'),
  text('ttl', 'How long it lasts, PT5M for example; what the client has unless given.'),
  {
    name: 'claim',
    type: 'array',
    default: [],
    description: 'Another claim, NAME=VALUE; a value that is JSON is taken as that.',
  },
  {
    name: 'into',
    type: 'string',
    default: 'http://127.0.0.1:4010',
    description:
      'The stand-in whose key signs and whose clock counts; http://127.0.0.1:4010/@NAME for one of its worlds.',
  },
  text('adminToken', 'Token of the control plane, where it is asked for.'),
];
