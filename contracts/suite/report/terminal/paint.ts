/** Colours of a terminal, or none. */
export interface Paint {
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

/** Colours when `color` says so; without, every text stays as it is. */
export function painter(color: boolean): Paint {
  const with_ = (code: number) => (text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { red: with_(31), green: with_(32), yellow: with_(33), bold: with_(1), dim: with_(2) };
}
