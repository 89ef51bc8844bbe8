// What a browser does at the identity provider, without one: it keeps cookies, follows nothing, and sends forms.

/** A form of a page, ready to be sent. */
export interface LoginForm {
  action: string;
  page: string;
}

export class Visitor {
  readonly #cookies = new Map<string, string>();

  async get(url: string): Promise<Response> {
    return this.#kept(await fetch(url, { redirect: 'manual', headers: this.#headers }));
  }

  async post(
    url: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const body = new URLSearchParams(form);
    const sent = {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { ...this.#headers, ...headers },
    } as const;
    return this.#kept(await fetch(url, sent));
  }

  /** Asks for a login, and clicks on a user. @returns the address that the browser is sent to */
  async logIn(url: string, user: string): Promise<URL> {
    const { action, page } = await formIn(await this.get(url));
    const answer = await this.post(action, { page, user });
    return locationOf(answer);
  }

  get #headers(): Record<string, string> {
    return { Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  #kept(answer: Response): Response {
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', ...value] = pair.split('=');
      if (/max-age=0/i.test(cookie)) this.#cookies.delete(name);
      else this.#cookies.set(name, value.join('='));
    }
    return answer;
  }
}

export async function formIn(answer: Response): Promise<LoginForm> {
  const text = await answer.text();
  const [, action = ''] = /<form method="post" action="([^"]+)"/.exec(text) ?? [];
  const [, page = ''] = /name="page" value="([^"]+)"/.exec(text) ?? [];
  if (!action || !page) throw new Error(`no form in ${answer.status} ${text.slice(-500)}`);
  return { action, page };
}

export function locationOf(answer: Response): URL {
  const to = answer.headers.get('location');
  if (to === null) throw new Error(`${answer.status} sends nowhere`);
  return new URL(to);
}

/** The claims of a token, unchecked. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
