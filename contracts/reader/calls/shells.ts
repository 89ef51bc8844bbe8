/** How a shell takes command lines; all it is given is text. */
export interface Shell {
  /** One word, as it is. */
  text(text: string): string;
  /** The value of a variable: `$NAME`. */
  variable(name: string): string;
  /** The line that runs curl. @param words quoted, with a space between */
  curl(words: string): string;
  /** The line that sets a variable of the environment for what is run after it. */
  assignment(name: string, value: string): string;
}

/** sh, bash, zsh, dash. */
export const POSIX: Shell = {
  text: (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`,
  variable: (name) => `"${name}"`,
  curl: (words) => `curl ${words}`,
  assignment: (name, value) => `export ${name}=${POSIX.text(value)}`,
};

/**
 * cmd.exe. Every character that means something to it has a caret before it, quotes too, so that it never believes itself
 * within quotes; one before a percent sign as well, as no variable has a name that ends with it.
 */
export const CMD: Shell = {
  text: (text) =>
    windowsWord(text)
      .replace(/[^\w\s:/.,=+~@?*-]/g, '^$&')
      .replace(/\r?\n/g, '^\n\n'),
  variable: (name) => `%${name.slice(1)}%`,
  curl: (words) => `curl ${words}`,
  assignment: (name, value) => `set ${CMD.text(`${name}=${value}`)}`,
};

/**
 * PowerShell, Windows PowerShell too. Its versions hand quotes on to programs in different ways, but `Start-Process` takes
 * the whole line as it is in all of them; and in the older ones `curl` is another command.
 */
export const POWERSHELL: Shell = {
  text: (text) => singleQuoted(windowsWord(text)),
  variable: (name) => `'+$env:${name.slice(1)}+'`,
  curl: (words) => `Start-Process curl.exe -NoNewWindow -Wait -ArgumentList ('${words}')`,
  assignment: (name, value) => `$env:${name}='${singleQuoted(value)}'`,
};

/** One argument, as programs take their command line apart on Windows. */
function windowsWord(text: string): string {
  return `"${text.replace(/(\\*)"/g, String.raw`$1$1\"`).replace(/\\+$/, '$&$&')}"`;
}

/** PowerShell takes typographic quotes for plain ones. */
function singleQuoted(text: string): string {
  return text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&');
}
