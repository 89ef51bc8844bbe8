/** A request as it goes over the wire, with everything in it that must not be told. */
export interface Outgoing {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
}
