// What the shells of Windows make of a line, by their own rules, written here once more: no Windows is needed to hold it.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { curlOf } from '../../../../../contracts/reader/calls/curl.ts';
import { shellOf } from '../../../../../contracts/reader/calls/shell-of.ts';
import { CMD, POSIX, POWERSHELL, type Shell } from '../../../../../contracts/reader/calls/shells.ts';

/** The arguments that a program on Windows finds in its command line: https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments */
function programWords(line: string): string[] {
  const words: string[] = [];
  let [word, quoted, begun] = ['', false, false];
  for (let at = 0; at < line.length; at += 1) {
    const [slashes = ''] = /^\\*/.exec(line.slice(at)) ?? [];
    if (slashes !== '' && line[at + slashes.length] === '"') {
      word += '\\'.repeat(slashes.length >> 1);
      begun = true;
      if (slashes.length % 2 === 1) word += '"';
      at += slashes.length - 1 + (slashes.length % 2);
      continue;
    }
    const char = line[at] ?? '';
    if (char === '"') [quoted, begun] = [!quoted, true];
    else if ((char === ' ' || char === '\t') && !quoted) {
      if (begun) words.push(word);
      [word, begun] = ['', false];
    } else [word, begun] = [word + char, true];
  }
  return begun ? [...words, word] : words;
}

/** cmd.exe at its prompt: variables first, then carets and quotes; a line ends where a newline has no caret. */
function cmdLine(line: string, env: Record<string, string> = {}): string {
  const filled = line.replace(/%([^%\n]+)%/g, (all, name) => env[name] ?? all);
  let [out, quoted] = ['', false];
  for (let at = 0; at < filled.length; at += 1) {
    const char = filled[at] ?? '';
    if (!quoted && char === '^') {
      at += 1;
      if (filled[at] === '\n') at += 1;
      out += filled[at] ?? '';
      continue;
    }
    if (char === '\n' || (!quoted && '&|<>'.includes(char))) throw new Error(`cmd ends the command at ${at}`);
    if (char === '"') quoted = !quoted;
    out += char;
  }
  return out;
}

const QUOTES = "'‘’‚‛";

/** The one list of arguments that `Start-Process` is given; of an expression only texts, `+` and `$env:NAME` are known. */
function powerShellLine(line: string, env: Record<string, string> = {}): string {
  let rest = line.slice('Start-Process curl.exe -NoNewWindow -Wait -ArgumentList ('.length);
  let out = '';
  while (rest !== ')') {
    const [, name] = /^\$env:(\w+)/.exec(rest) ?? [];
    if (name !== undefined) {
      out += env[name] ?? '';
      rest = rest.slice('$env:'.length + name.length);
    } else if (rest.startsWith('+')) rest = rest.slice(1);
    else if (QUOTES.includes(rest[0] ?? ' ')) {
      let at = 1;
      for (; at < rest.length; at += 1) {
        if (QUOTES.includes(rest[at] ?? '') && !QUOTES.includes(rest[++at] ?? ' ')) break;
        out += rest[at];
      }
      rest = rest.slice(at);
    } else throw new Error(`PowerShell does not understand ${rest}`);
  }
  return out;
}

type Words = (line: string, env?: Record<string, string>) => string[];
const SHELLS: [name: string, shell: Shell, words: Words][] = [
  ['cmd', CMD, (line, env) => programWords(cmdLine(line, env)).slice(1)],
  ['PowerShell', POWERSHELL, (line, env) => programWords(powerShellLine(line, env))],
];

const parts = [
  "'",
  '"',
  '‘',
  '’',
  '%PATH%',
  '%',
  '^',
  '&',
  '|',
  '<',
  '>',
  '!',
  '\\',
  '$HOME',
  '`',
  '$(x)',
  '\n',
];
const hostile = fc
  .array(fc.constantFrom(...parts, '(', ')', ';', ',', ' ', 'é', 'a', 'PATH', '{"a b":"\\"c"}'))
  .map((list) => list.join(''));

test.each(SHELLS)('%s hands every text to curl as it is', (_, shell, words) => {
  fc.assert(
    fc.property(hostile, hostile, (value, body) => {
      const headers = { 'x-it': value, 'content-type': 'a/b' };
      const line = curlOf({ method: 'POST', url: 'http://h/%20x%20', headers, body }, { shell });
      const header = value === '' ? 'x-it;' : `x-it: ${value}`;
      const rest = ['-H', header, '-H', 'content-type: a/b', '--data-raw', body];
      expect(words(line, { PATH: 'no', '20x': 'no' })).toEqual([
        ...['-sS', '-i', '-X', 'POST', 'http://h/%20x%20'],
        ...rest,
      ]);
    }),
    { numRuns: 500 },
  );
});

test.each(SHELLS)('%s fills in the variables that are named, and no others', (_, shell, words) => {
  const headers = { a: 'Bearer $TOKEN', b: '$OTHER' };
  const line = curlOf({ method: 'GET', url: 'u', headers }, { shell, variables: new Set(['$TOKEN']) });
  const env = { TOKEN: 'eyJ.x-y', OTHER: 'no' };
  expect(words(line, env)).toEqual(['-sS', '-i', 'u', '-H', 'a: Bearer eyJ.x-y', '-H', 'b: $OTHER']);
});

test('a variable is set as the shell sets it', () => {
  expect(POSIX.assignment('A', "it's,::1")).toBe(String.raw`export A='it'\''s,::1'`);
  expect(POWERSHELL.assignment('A', "it's,::1")).toBe("$env:A='it''s,::1'");
  expect(cmdLine(CMD.assignment('A', 'x&y,::1'))).toBe('set "A=x&y,::1"');
});

test('the shell at hand is known by its environment, unless it is named', () => {
  expect(shellOf({ PSModulePath: 'a;b;c' }, 'linux')).toBe(POSIX);
  expect(shellOf({ PSModulePath: 'a;b' }, 'win32')).toBe(CMD);
  expect(shellOf({ PSModulePath: 'a;b;c' }, 'win32')).toBe(POWERSHELL);
  expect(shellOf({ SHELL: '/usr/bin/bash', PSModulePath: 'a;b;c' }, 'win32')).toBe(POSIX);
  expect(shellOf({ FLOWX_MOCK_SHELL: 'PowerShell' }, 'linux')).toBe(POWERSHELL);
});
