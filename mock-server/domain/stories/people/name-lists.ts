/** A city with what goes with it. */
export interface Place {
  city: string;
  region: string;
  postcode: string;
  /** Area code without the leading nought, where telephone numbers are reserved by city. */
  area?: string;
}

/** Names and places of a language and country: a file of `fixtures/people`. */
export interface NameLists {
  /** ISO 3166, two letters. */
  country: string;
  currency: string;
  /** Domains of e-mail addresses, which no other country has. */
  mail: string[];
  women: string[];
  men: string[];
  surnames: string[];
  streets: string[];
  places: Place[];
  occupations: string[];
  /** What people are who do not work any more. */
  retired: string;
  /** Full names of somebody whom people know. */
  notThese: string[];
}
