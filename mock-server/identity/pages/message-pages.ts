import { html, page } from './page.ts';

/** What cannot be done, and what to do; nothing is sent anywhere else. */
export function errorPage(text: string, advice: string) {
  return page(
    'It cannot be done',
    html`<h1>It cannot be done</h1>
<p class="wrong" role="alert">${text}</p>
<p>${advice}</p>`,
    400,
  );
}

/** Whether to log out. */
export function logoutPage(action: string, id: string, user: string) {
  return page(
    'Sign out',
    html`<h1>Sign out</h1>
<p>You are signed in as <strong>${user}</strong>. Do you want to sign out?</p>
<form method="post" action="${action}">
<input type="hidden" name="page" value="${id}">
<div class="row"><button class="main" name="action" value="logout">Sign out</button></div>
</form>`,
  );
}

/** Nobody is logged in. */
export function loggedOutPage() {
  return page(
    'Signed out',
    html`<h1>Signed out</h1>
<p>You are signed out. You can close this page.</p>`,
  );
}

export interface AccountPage {
  action: string;
  id: string;
  user: string;
  /** Names and values. */
  facts: readonly (readonly [string, string])[];
  /** What was done just now. */
  done?: string | undefined;
}

/** Who is logged in, and how to end that. */
export function accountPage({ action, id, user, facts, done }: AccountPage) {
  return page(
    'Your session',
    html`<h1>${user}</h1>
${done !== undefined && html`<p role="status">${done}</p>`}
<dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<form method="post" action="${action}">
<input type="hidden" name="page" value="${id}">
<div class="row">
<button name="action" value="expire">Expire the access tokens now</button>
<button name="action" value="end">End this session now</button>
</div>
</form>
<p class="soft">Expired tokens are refused with 401, and a refresh works. An ended session refuses the refresh, too.</p>`,
  );
}
