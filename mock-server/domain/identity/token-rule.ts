/** What an API makes of bearer tokens. */
export interface TokenRule {
  /**
   * `any`: whatever is in them counts, as far as it is there; `issued`: those of the stand-in's own issuer are verified,
   * and others taken as with `any`; `strict`: none but its own.
   */
  tokens: 'any' | 'issued' | 'strict';
  /** What has to be in `aud`; undefined: nothing. */
  audience?: string | undefined;
}

/** Tokens of the stand-in's own issuer are what they say, so that one that expired is refused. */
export const USUAL_RULE: TokenRule = { tokens: 'issued' };

/** Whether a token is meant for an API. */
export function isMeantFor(audience: string | undefined, aud: unknown): boolean {
  return audience === undefined || [aud].flat().includes(audience);
}
