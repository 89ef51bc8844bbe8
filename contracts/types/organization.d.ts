// FlowX.AI organizations: made from its contract by "flowx-mock contract types".

/**
 * An organization, and where its users log in.
 */
export interface Organization {
  /**
   * What is sent as Fx-Organization-Id.
   */
  organizationId: string;
  /**
   * Of its OpenID provider, without a slash at the end.
   */
  issuer: string;
  /**
   * For name and password, and for refresh tokens.
   */
  tokenEndpoint: string;
  /**
   * client_id of its front ends.
   */
  clientId: string;
  /**
   * Where browsers come back to after the login.
   */
  redirectUri: string;
}
/**
 * A problem (RFC 9457).
 */
export interface Refusal {
  /**
   * The kind of problem: what the status says.
   */
  type: 'about:blank';
  /**
   * What is wrong, in short.
   */
  title: string;
  /**
   * The HTTP status again.
   */
  status: number;
  /**
   * What is wrong, in full.
   */
  detail: string;
  /**
   * A code for programs.
   */
  code?: string;
  /**
   * One entry a violation.
   */
  errors?: {
    /**
     * Which parameter.
     */
    field: string;
    /**
     * What is wrong with it.
     */
    message: string;
  }[];
}

export type GetOrganizationByCodeResponse = Organization;
