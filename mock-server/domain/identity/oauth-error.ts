/** The codes of RFC 6749, 6750, 7009 and of OpenID Connect that are used here. */
export type OAuthCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'unsupported_token_type'
  | 'invalid_scope'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'access_denied'
  | 'login_required'
  | 'interaction_required'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'temporarily_unavailable';

/** A refusal in the words of OAuth; the description is Keycloak's where it has one. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthCode;
  readonly status: number;
  /** What `WWW-Authenticate` says, where something is to be said. */
  readonly challenge: string | undefined;

  /** @param status of an answer that is JSON */
  constructor(code: OAuthCode, description: string, status = 400, challenge?: string) {
    super(description);
    this.code = code;
    this.status = status;
    this.challenge = challenge;
  }
}

/** Text as `error_description` may have it (RFC 6749, section 5.2): printable ASCII without `"` and `\`. */
export function descriptionOf(text: string): string {
  return text.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, '?');
}
