import type { Data } from '../values/process-data.ts';
import { type Client, fullName, type User } from './realm.ts';
import { wordsOf } from './scopes.ts';

/** What tokens and the answer of userinfo say of a user, as far as the scope lets them. */
export function userClaims(user: User, client: Client, scope: string): Data {
  const words = wordsOf(scope);
  const { username, firstName, lastName, email, emailVerified, groups, attributes } = user;
  return {
    ...(words.includes('profile') && {
      name: fullName(user),
      preferred_username: username,
      ...(firstName !== undefined && { given_name: firstName }),
      ...(lastName !== undefined && { family_name: lastName }),
    }),
    ...(words.includes('email') && email !== undefined && { email, email_verified: emailVerified }),
    ...(groups.length > 0 && { groups }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...client.claims,
    ...user.claims,
  };
}

/** What userinfo answers: roles stand there and not in tokens, unless a fixture puts them there. */
export function userinfoClaims(user: User, client: Client, scope: string): Data {
  const { id: sub, roles } = user;
  return { sub, ...(roles.length > 0 && { roles }), ...userClaims(user, client, scope) };
}
