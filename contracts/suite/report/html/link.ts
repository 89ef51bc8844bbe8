import { type Markup, markup } from '../wording/markup.ts';

/** A page's address as a link; anything but a web address stays text. */
export function link(page: string): Markup {
  return /^https?:\/\//i.test(page)
    ? markup`<a href="${page}" rel="noreferrer noopener">${page}</a>`
    : markup`${page}`;
}
