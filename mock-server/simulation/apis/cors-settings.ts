/** What browsers may do beside what the contracts allow. */
export interface CorsSettings {
  /** More request headers, or `reflect`: whatever is asked for. */
  headers?: readonly string[] | 'reflect';
  /** The only origins whose pages are let in; every one unless given. */
  origins?: readonly string[];
}
