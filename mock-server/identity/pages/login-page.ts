import { type Client, fullName, type Realm, type User } from '../../domain/identity/realm.ts';
import { timestamp } from '../../domain/time/timestamp.ts';
import { type Html, html, page } from './page.ts';

export interface LoginPage {
  realm: Realm;
  client: Client;
  /** Where the form goes. */
  action: string;
  /** The page's own id. */
  id: string;
  /** What stands in the field of the name already. */
  name: string;
  /** What was wrong with the last try. */
  wrong?: string | undefined;
  world: string;
  /** Its time in milliseconds since 1970. */
  now: number;
}

/** More would be a list nobody reads; whoever is not shown types a name. */
const MOST_CARDS = 60;

/** Who logs in: by one click, or by a name and a password. */
export function loginPage({ realm, client, action, id, name, wrong, world, now }: LoginPage) {
  const people = [...realm.users.values()].filter(({ enabled, username }) => enabled && !isService(username));
  const again = wrong !== undefined || name !== '';
  const content = html`<h1>Sign in</h1>
<p class="soft">to <strong>${client.id}</strong> in realm <strong>${realm.name}</strong></p>
${wrong !== undefined && html`<p class="wrong" role="alert" id="wrong">${wrong}</p>`}
<form method="post" action="${action}">
<input type="hidden" name="page" value="${id}">
<ul aria-label="Users">
${people.slice(0, MOST_CARDS).map(card)}
</ul>
</form>
<h2 id="by-name">Or by name</h2>
<form method="post" action="${action}" aria-labelledby="by-name">
<input type="hidden" name="page" value="${id}">
<div class="fields">
<label>Name or e-mail address<input name="username" value="${name}" autocomplete="username" autocapitalize="none" spellcheck="false"${again && html` autofocus`}${wrong !== undefined && html` aria-describedby="wrong"`}></label>
<label>Password<input name="password" type="password" autocomplete="current-password" aria-describedby="any"></label>
<p class="soft" id="any">Any password that is not blank, unless the user has one in the fixtures.</p>
</div>
<div class="row">
<button class="main" name="action" value="login">Sign in</button>
<button name="action" value="cancel">Cancel</button>
</div>
</form>
<footer class="soft"><p>A stand-in: nobody's real account is asked for here.</p><p>World <strong>${world}</strong>, where it is ${timestamp(now).slice(0, 16).replace('T', ' ')} UTC.</p></footer>`;
  return page(`Sign in to ${client.id}`, content);
}

function card(user: User): Html {
  const { username, email, groups, roles, organization } = user;
  const known = groups.length > 0 ? groups : roles;
  const more = [email ?? username, organization, ...known].filter(Boolean).slice(0, 4).join(' · ');
  return html`<li><button class="user" name="user" value="${username}"><span class="face" aria-hidden="true">${initials(user)}</span><span class="name">${fullName(user)}</span><span class="more">${more}</span></button></li>
`;
}

function initials(user: User): string {
  const words = fullName(user)
    .split(/[\s._@-]+/)
    .filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0]);
  return letters.join('').toUpperCase();
}

function isService(username: string): boolean {
  return username.startsWith('service-account-');
}
