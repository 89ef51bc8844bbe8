import type { JsonObject, JsonSchema } from '../../contracts/files/json.ts';
import type { Ids } from '../domain/instances/ids.ts';
import type { Following, Instance } from '../domain/instances/instance.ts';
import type { Lifecycle, LifecycleEvent } from '../domain/instances/lifecycle.ts';
import type { LifecycleConfig } from '../domain/instances/lifecycle-config.ts';
import type { RateWindow } from '../domain/time/rate-window.ts';
import type { Clock } from '../domain/time/timestamp.ts';
import type { Data } from '../domain/values/process-data.ts';
import type { Breach } from '../domain/values/refusal.ts';
import type { Sample, Starter } from './template-for-init.ts';

/** Who calls. */
export interface Caller {
  /** As the journal may show it: never a secret. */
  name: string;
  permissions: readonly string[] | 'every';
  /** The tenant, where the product has such. */
  organization?: string;
  /** Not bound to a tenant. */
  system?: boolean;
}

/** A credential whose form was accepted. */
export interface Credential {
  /** Name of the security scheme. */
  scheme: string;
  value: string;
  /** Of a bearer token that decodes as a JWT. */
  claims?: Data;
}

/** What is known of the world in which a call happens. */
export interface Surroundings {
  clock: Clock;
  catalogue: JsonObject;
  rates: RateWindow;
}

/** The instances of the call's world, as they are at this moment. */
export interface Instances {
  get(id: string): Promise<Instance | undefined>;
  add(instance: Instance): Promise<void>;
  /** Changes an instance; of two changes at once the second sees the first. `change` may throw a refusal. */
  change(id: string, change: (now: Instance) => Instance): Promise<Instance | undefined>;
  /** What an event makes of an instance; undefined when its state does not take it. */
  receive(now: Instance, event: LifecycleEvent): Instance | undefined;
  lifecycleOf(instance: Following): Lifecycle;
  /** The ids of instances with a key, the oldest first. */
  find(api: string, key: string): Promise<string[]>;
  /** Waits until an instance has ended, or as long as the caller said it would (`Prefer: wait`). */
  untilEnded(id: string): Promise<Instance | undefined>;
}

/** Compiles schemas that stand in the fixtures. */
export interface UserSchemas {
  /**
   * What is wrong with a value, by a schema.
   * @throws Error for a schema that cannot be used
   */
  of(schema: JsonSchema): (value: unknown) => Breach[];
}

/** A call that passed all checks of the contract. */
export interface Call {
  /** The API's name. */
  api: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: Data;
  caller: Caller;
  clock: Clock;
  ids: Ids;
  instances: Instances;
  catalogue: JsonObject;
  /** With `--learn`: accepts a fact about ids, and answers with the catalogue that has it. */
  learn?: (fact: Data) => JsonObject;
  schemas: UserSchemas;
  /** Seconds the caller is willing to wait (`Prefer: wait`). */
  wait?: number;
}

export interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** What a catalogue's schema cannot see. */
export interface Problem {
  /** JSON Pointer in the catalogue. */
  pointer: string;
  text: string;
}

/** What makes an API alive; everything is optional but the operations, and one that is not there answers by example. */
export interface Behaviour {
  operations: Record<string, (call: Call) => Promise<Reply>>;
  /** Tells who the bearer of a credential is, or refuses it. */
  identify?(credential: Credential, around: Surroundings): Caller;
  problems?(catalogue: JsonObject, schemas: UserSchemas, lifecycles: ReadonlySet<string>): Problem[];
  /** The catalogue with a learned fact in it; unchanged where the fact contradicts it. */
  learn?(catalogue: JsonObject, fact: Data): JsonObject;
  /** The lifecycle an instance follows: the name of one of the fixtures', or one made up. */
  lifecycle?(catalogue: JsonObject, instance: Following): string | LifecycleConfig;
  /** The words the product has for a state, for those who look for it. */
  words?(meta: Data): string[];
  /** An instance of the fixtures as the store keeps it. */
  instance?(fixture: JsonObject): Instance;
  /** What the product answers when it is asked for an instance: of which operation, and the body of its 200. */
  shown?(
    instance: Instance,
    catalogue: JsonObject,
    lifecycleOf: Instances['lifecycleOf'],
  ): { operationId: string; body: unknown };
  /** By operation id, a call that works in a world as it is; null where nothing there makes one work. */
  samples?(
    catalogue: JsonObject,
    instances: readonly Instance[],
    metaOf: (instance: Instance) => Data,
  ): Record<string, Sample | null>;
  starter?: Starter;
}
