import type { Options } from 'ajv/dist/2020.js';

type PatternEngine = NonNullable<NonNullable<Options['code']>['regExp']>;

let engine: PatternEngine | undefined;

/**
 * Patterns of which none takes longer than the text is long, whatever they are: for those that come from outside. What
 * only backtracking can do, looking ahead or back and repeating what was found, they do not have.
 */
export async function linearPatterns(): Promise<PatternEngine> {
  engine ??= await load();
  return engine;
}

async function load(): Promise<PatternEngine> {
  // Few faults look at texts, and the library takes a while to load.
  const { RE2JS } = await import('re2js');
  const compile = (pattern: string) => {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    const test = (text: string): boolean => compiled.matcher(text).find();
    // What ajv tells one pattern from another by: of two in one schema each is to be looked for.
    return { test, toString: () => pattern };
  };
  // Asked for where code is written to a file, which none of this is.
  return Object.assign(compile, { code: 'linearPattern' });
}
