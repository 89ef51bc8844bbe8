import type { Api, SecurityScheme } from '../../../contracts/reader/api.ts';
import { isBasic } from '../../../contracts/reader/calls/credentials.ts';
import type { Caller, Credential } from '../../behaviours/behaviour.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import { catalogueOf } from '../../simulation/apis/world-catalogue.ts';
import type { Exchange } from '../exchange.ts';
import { bearerClaims } from './bearer-claims.ts';

export const ANYBODY: Caller = { name: 'anybody', permissions: 'every' };

/**
 * Finds out who calls, by the contract's security schemes and by how its `x-mock.credentials` judges them.
 * @throws Refusal credentials-missing, -malformed, -rejected, -expired, -not-yet-valid, and what the behaviour refuses
 */
export async function authenticate(exchange: Exchange): Promise<void> {
  const { api: loaded, contract, entry } = exchange;
  if (!loaded || !contract || contract.operation.security.length === 0) return;
  const { api } = loaded;
  const alternatives = contract.operation.security.map(Object.keys);
  const sent = alternatives.find((schemes) =>
    schemes.every((name) => credentialOf(exchange, api.securitySchemes[name]) !== ''),
  );
  if (!sent) throw missing(exchange, alternatives.flat());
  for (const scheme of sent) {
    remarkOn(entry, credentialOf(exchange, api.securitySchemes[scheme]));
    exchange.caller = await identify(exchange, scheme);
  }
  entry.caller = exchange.caller.name;
}

/** A token that was put together from nothing is accepted like any other, and a mistake all the same. */
function remarkOn(entry: Exchange['entry'], value: string): void {
  if (!/^(null|undefined|NaN|true|false|\[object)$/i.test(value)) return;
  entry.remark = `The token is the text "${value}": the application calls before it has a token.`;
}

/**
 * Checks that the caller has the permissions the operation names.
 * @throws Refusal permission-missing
 */
export function authorize({ contract, caller }: Exchange): void {
  if (caller.permissions === 'every') return;
  const needed = new Set(
    contract?.operation.security.flatMap((requirement) => Object.values(requirement).flat()),
  );
  for (const permission of needed) {
    if (!caller.permissions.includes(permission)) throw new Refusal('permission-missing', { permission });
  }
}

async function identify(exchange: Exchange, scheme: string): Promise<Caller> {
  const { api: loaded, world } = exchange;
  if (!loaded) return ANYBODY;
  const value = credentialOf(exchange, loaded.api.securitySchemes[scheme]);
  const rule = loaded.api.credentials[scheme] ?? 'any';
  if (Array.isArray(rule) && !isListed(rule, loaded.api.securitySchemes[scheme], value)) {
    throw new Refusal('credentials-rejected', { reason: 'it is none of those the contract accepts' });
  }
  const claims = rule === 'dated' ? await bearerClaims(value, exchange) : undefined;
  const credential: Credential = { scheme, value, ...(claims && { claims }) };
  const around = { clock: world.clock, catalogue: catalogueOf(loaded, world), rates: world.rates };
  return loaded.behaviour?.identify?.(credential, around) ?? bearerOf(claims);
}

/** Name and password are listed as people write them, and arrive in Base64 (RFC 7617). */
function isListed(accepted: string[], scheme: SecurityScheme | undefined, value: string): boolean {
  if (accepted.includes(value)) return true;
  return (
    scheme !== undefined && isBasic(scheme) && accepted.includes(Buffer.from(value, 'base64').toString())
  );
}

/** What a token says of who bears it; one that says nothing may do everything. */
function bearerOf(claims: Record<string, unknown> | undefined): Caller {
  const caller: Caller = { name: subjectOf(claims), permissions: 'every' };
  if (!claims) return caller;
  const { groups } = claims;
  return { ...caller, groups: Array.isArray(groups) ? groups.map(String) : [] };
}

function subjectOf(claims: Record<string, unknown> | undefined): string {
  const subject = claims?.preferred_username ?? claims?.email ?? claims?.sub;
  return typeof subject === 'string' ? `user ${subject}` : 'bearer of a token';
}

function missing(exchange: Exchange, schemes: string[]): Refusal {
  const { req, api: loaded } = exchange;
  const known = schemes.map((name) => loaded?.api.securitySchemes[name]);
  const header = req.headers.authorization;
  const http = known.find((scheme) => scheme?.type === 'http');
  if (header !== undefined && http) {
    const blank = new RegExp(`^${http.scheme}\\s*$`, 'i').test(header);
    const reason = blank
      ? 'the token is blank'
      : `Authorization is not "${wordOf(http)}", a space and ${isBasic(http) ? 'a name and password' : 'a token'}`;
    return new Refusal('credentials-malformed', { reason });
  }
  const blank = known.find((scheme) => scheme?.type === 'apiKey' && read(exchange, scheme) !== undefined);
  if (blank) return new Refusal('credentials-malformed', { reason: `${blank.name} is blank` });
  return new Refusal('credentials-missing', { expected: [...new Set(known.map(describe))].join(' or ') });
}

/** The credential itself, or '' when there is none of the right form. */
function credentialOf(exchange: Exchange, scheme: SecurityScheme | undefined): string {
  const text = scheme ? read(exchange, scheme)?.trim() : undefined;
  if (scheme?.type !== 'http') return text ?? '';
  const [, value] = (text !== undefined && formOf(scheme).exec(text)) || [];
  return value ?? '';
}

const forms = new WeakMap<SecurityScheme, RegExp>();

/** How a credential of an HTTP scheme is written: its name, blanks, the credential. */
function formOf(scheme: SecurityScheme): RegExp {
  const known = forms.get(scheme) ?? new RegExp(`^${scheme.scheme}[ ]+(\\S+)$`, 'i');
  forms.set(scheme, known);
  return known;
}

function read(
  { req: { headers }, query }: Exchange,
  { type, in: where, name = '' }: SecurityScheme,
): string | undefined {
  if (type === 'http') return headers.authorization;
  if (where === 'query') return typeof query[name] === 'string' ? query[name] : undefined;
  if (where === 'cookie') return new RegExp(`(?:^|;\\s*)${name}=([^;]*)`).exec(headers.cookie ?? '')?.[1];
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
}

function describe(scheme: Api['securitySchemes'][string] | undefined): string {
  if (scheme?.type === 'http')
    return `Authorization: ${wordOf(scheme)} <${isBasic(scheme) ? 'name:password in Base64' : 'token'}>`;
  return `${scheme?.name} in the ${scheme?.in}`;
}

/** The first word of the header, as people write it. */
function wordOf(scheme: SecurityScheme): string {
  return isBasic(scheme) ? 'Basic' : 'Bearer';
}
