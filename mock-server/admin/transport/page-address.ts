import type { Request } from 'express';

/**
 * The address of the page for people, from that of a call just below it: relative, as nobody may have told of the prefix
 * by which a proxy leads here.
 */
export function pageAddress({ originalUrl, baseUrl }: Request): string {
  const [asked = ''] = originalUrl.split('?');
  const below = asked.slice(asked.lastIndexOf(baseUrl) + baseUrl.length);
  if (below === '') return `${baseUrl.slice(baseUrl.lastIndexOf('/') + 1)}/`;
  return '../'.repeat(below.split('/').length - 2) || './';
}
