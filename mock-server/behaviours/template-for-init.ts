import type { JsonObject } from '../../contracts/files/json.ts';

/** Something `flowx-mock init` has to know. */
export interface Question {
  /** Also the flag: `workspaceId` is `--workspace-id`. */
  name: string;
  text: string;
  /** What is taken when nobody answers. */
  fallback: string[];
  /** Several answers are welcome. */
  many?: boolean;
}

/** By the question's name. */
export type Answers = Record<string, string[]>;

/** How a user's own fixtures for an API begin. */
export interface InitTemplate<Catalogue = JsonObject, Fixture = JsonObject> {
  questions: Question[];
  catalogue(answers: Answers): Catalogue;
  instances(answers: Answers): Fixture[];
}

/** A call that works in the world as it is; what it leaves out comes from the contract's examples. */
export interface Sample {
  params?: Record<string, string>;
  body?: unknown;
  /** By security scheme. */
  credential?: { scheme: string; value: string };
}
