/** A link of a page: where it leads, and the line it stands in. */
export interface Link {
  target: string;
  line: number;
}

const prose = (text: string): string =>
  text
    .replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ''))
    .replace(/`[^`\n]*`/g, (span) => ' '.repeat(span.length));

/** The links of a page, without those in code. */
export function linksOf(text: string): Link[] {
  return prose(text)
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]:\s*(\S+)/g)].map(([, inline, named]) => ({
        target: inline ?? named ?? '',
        line: index + 1,
      })),
    );
}

/** What a `#fragment` of a page can name: its headings, as GitHub spells them, and the anchors written into it. */
export function anchorsOf(text: string): Set<string> {
  const anchors = new Set([...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id ?? ''));
  const blocks = text.replace(/^```[\s\S]*?^```/gm, '');
  for (const [, heading = ''] of blocks.matchAll(/^#{1,6} (.*)$/gm)) {
    const plain = slug(heading);
    let one = plain;
    for (let again = 1; anchors.has(one); again += 1) one = `${plain}-${again}`;
    anchors.add(one);
  }
  return anchors;
}

const slug = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
