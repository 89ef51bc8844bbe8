import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { newAjv } from './ajv.ts';
import type { Api } from './api.ts';
import type { JsonObject } from './json.ts';
import { Mistake } from './mistake.ts';
import { provenanceOf } from './provenance.ts';
import { type Part, reported, type Violation, violationOf } from './violation.ts';

/** A schema of a bundled document, ready to judge values. */
export type Validator = (value: unknown) => Violation[];

/** A named value of a message that is judged by a schema of its own. */
export interface Member {
  name: string;
  required: boolean;
  pointer: string;
  /** The parameter or header object, which carries the provenance of `required`. */
  node: JsonObject;
}

const NONE: Violation[] = [];

/** Compiles the schemas of one API; two ajvs, as what arrives as text is coerced and what arrives as JSON is not. */
export class Validators {
  readonly #api: Api;
  readonly #exact: Ajv2020;
  readonly #coercing: Ajv2020;

  constructor(api: Api) {
    this.#api = api;
    this.#exact = newAjv().addSchema(api.document, api.name);
    this.#coercing = newAjv(true).addSchema(api.document, api.name);
  }

  /**
   * The validator of the schema at a pointer of the bundled document.
   * @throws Mistake when ajv refuses the schema
   */
  schema(pointer: string, part: Part): Validator {
    const validate = this.#compile(this.#exact, { $ref: this.#ref(pointer) }, pointer);
    return (value) => (validate(value) ? NONE : this.#violations(validate.errors, part));
  }

  /** The validator of path, query or header values: an object of texts, which it coerces to the types promised. */
  members(members: Member[], part: Part): Validator {
    const required = members.filter((member) => member.required).map((member) => member.name);
    const properties = Object.fromEntries(
      members.map((member) => [member.name, { $ref: this.#ref(member.pointer) }]),
    );
    const validate = this.#compile(
      this.#coercing,
      { type: 'object', properties, required },
      members[0]?.pointer ?? '',
    );
    const holders = new Map(members.map((member) => [member.name, member.node]));
    return (value) => (validate(value) ? NONE : this.#violations(validate.errors, part, holders));
  }

  #ref(pointer: string): string {
    return `${this.#api.name}#${encodeURI(pointer)}`;
  }

  #compile(ajv: Ajv2020, schema: JsonObject, pointer: string): ValidateFunction {
    try {
      return ajv.compile(schema);
    } catch (error) {
      const place = this.#api.origins.place(this.#api.document);
      const text = `the schema at ${pointer} of ${this.#api.name} is not usable: ${(error as Error).message}`;
      throw new Mistake([{ text, ...(place && { place }) }]);
    }
  }

  #violations(
    errors: ErrorObject[] | null | undefined,
    part: Part,
    holders?: Map<string, JsonObject>,
  ): Violation[] {
    const { origins } = this.#api;
    return reported(errors).map((error) => {
      const missing = (error.params as { missingProperty?: string }).missingProperty;
      const holder = missing === undefined ? undefined : holders?.get(missing);
      const violation = violationOf(error, part, origins, holder);
      const own = holder && provenanceOf(holder, origins, 'required');
      return own ? { ...violation, provenance: own } : violation;
    });
  }
}
