import type { JsonObject, JsonSchema } from '../../contracts/files/json.ts';
import type { Ids } from '../domain/instances/ids.ts';
import type { Following, Instance } from '../domain/instances/instance.ts';
import type { Lifecycle, LifecycleEvent } from '../domain/instances/lifecycle.ts';
import type { LifecycleConfig } from '../domain/instances/lifecycle-config.ts';
import type { RateWindow } from '../domain/time/rate-window.ts';
import type { Clock } from '../domain/time/timestamp.ts';
import type { Data } from '../domain/values/process-data.ts';
import type { Breach } from '../domain/values/refusal.ts';
import type { InitTemplate, Sample } from './template-for-init.ts';

/**
 * The shapes of a product's own data. Schemas of its contract hold requests and the files of its fixtures to them, so a
 * behaviour may count on them.
 */
interface Product {
  catalogue: object;
  /** Ids that came together in one call, for `--learn`. */
  learned: object;
  /** An entry of the fixtures' `instances.yaml`. */
  fixture: object;
  /** What is kept of an instance beside what every instance has. */
  facts: object;
  /** What a state shows: the `meta` of `state.schema.json`. */
  shown: object;
  /** By operation id: the parameters in the path and the query, the body that is sent, that of a good answer. */
  operations: Record<string, { params: object; query: object; request: unknown; response: unknown }>;
}

/** What is known of a product whose behaviour was found by its name. */
interface AnyProduct {
  catalogue: JsonObject;
  learned: Data;
  fixture: JsonObject;
  facts: Data;
  shown: Data;
  operations: Record<
    string,
    { params: Record<string, string>; query: Data; request: Data; response: unknown }
  >;
}

/** Who calls. */
export interface Caller {
  /** As the journal may show it: never a secret. */
  name: string;
  permissions: readonly string[] | 'every';
  /** The tenant, where the product has such. */
  organization?: string;
  /** Not bound to a tenant. */
  system?: boolean;
  /** The groups that the token names; undefined for a token that says nothing of who bears it. */
  groups?: readonly string[];
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
export interface CallersWorld<P extends Product = AnyProduct> {
  clock: Clock;
  catalogue: P['catalogue'];
  rates: RateWindow;
}

/** The instances of the call's world, as they are at this moment. */
export interface Instances<P extends Product = AnyProduct> {
  get(id: string): Promise<Instance<P['facts']> | undefined>;
  add(instance: Instance): Promise<void>;
  /** Changes an instance; of two changes at once the second sees the first. `change` may throw a refusal. */
  change(
    id: string,
    change: (now: Instance<P['facts']>) => Instance<P['facts']>,
  ): Promise<Instance<P['facts']> | undefined>;
  /** What an event makes of an instance; undefined when its state does not take it. */
  receive(now: Instance<P['facts']>, event: LifecycleEvent): Instance<P['facts']> | undefined;
  lifecycleOf(instance: Following<P['facts']>): LifecycleOf<P>;
  /** The ids of instances with a key, the oldest first. */
  find(api: string, key: string): Promise<string[]>;
  /** Waits until an instance has ended, or as long as the caller said it would (`Prefer: wait`). */
  untilEnded(id: string): Promise<Instance<P['facts']> | undefined>;
}

/** A lifecycle whose states show what the product's do. */
type LifecycleOf<P extends Product> = { metaOf(instance: Instance<P['facts']>): P['shown'] } & Lifecycle;

/** Compiles schemas that stand in the fixtures. */
export interface UserSchemas {
  /**
   * What is wrong with a value, by a schema.
   * @throws Error for a schema that cannot be used
   */
  of(schema: JsonSchema): (value: unknown) => Breach[];
}

/** A call that passed all checks of the contract. */
export interface Call<
  P extends Product = AnyProduct,
  Id extends keyof P['operations'] = keyof P['operations'],
> {
  /** The API's name. */
  api: string;
  params: P['operations'][Id]['params'];
  query: P['operations'][Id]['query'];
  body: P['operations'][Id]['request'];
  caller: Caller;
  clock: Clock;
  ids: Ids;
  instances: Instances<P>;
  catalogue: P['catalogue'];
  /** With `--learn`: accepts a fact about ids, and answers with the catalogue that has it. */
  learn?: (fact: P['learned']) => P['catalogue'];
  schemas: UserSchemas;
  /** The issuer of a realm of the stand-in, as whoever calls reaches it. */
  issuer: (realm: string) => string;
  /** Seconds the caller is willing to wait (`Prefer: wait`). */
  wait?: number;
}

export interface Reply<Body = unknown> {
  status: number;
  body: Body;
  headers?: Record<string, string>;
}

/** What is wrong with a catalogue, or an entry of the instances, that its schema cannot see. */
export interface CatalogueMistake {
  /** JSON Pointer in it. */
  pointer: string;
  text: string;
}

/** What those who check the instances of fixtures have to know of an entry. */
interface InstanceEntries<P extends Product> {
  /** The members that hold the moments. */
  startedAt: keyof P['fixture'];
  endedAt: keyof P['fixture'];
  /** The members of which no two entries have the same; the first holds the id. */
  ids: readonly (keyof P['fixture'])[];
  /** Ids that the catalogue does not have, or not together. */
  unknownIds(entry: P['fixture'], catalogue: P['catalogue']): CatalogueMistake[];
}

/** What one fact costs does not depend on how many there are: a catalogue that grows is copied once, then added to. */
interface Learning<P extends Product> {
  /** A copy of a catalogue to learn to; what facts do not add to are the same objects. */
  toGrow(catalogue: P['catalogue']): P['catalogue'];
  /**
   * Adds a fact to such a copy.
   * @returns false when it has the fact already, or contradicts it; nothing has changed then
   */
  learn(grown: P['catalogue'], fact: P['learned']): boolean;
}

/** What a story begins, in the words of the catalogue. */
export interface Beginning {
  /** A process by name, or a flow by id. */
  process: string;
  /** Of several applications with such a process one, by id. */
  application?: string;
  environment?: string;
  correlationKey?: string;
  data: Data;
}

/** A call of a product's public API that says what a story does. */
export interface StoryCall {
  operationId: string;
  /** Parameters by name; what is missing is the server's own, such as the id of the application. */
  params: Record<string, string>;
  /** Query parameters that it need not have. */
  query?: Record<string, string>;
  body: Data;
}

/** What a story says through a product's public calls, to a server that is no stand-in. */
export interface StoryCalls {
  /** The start of a case: calls that do it, the plainest first; which of them a server takes depends on what is known of it. */
  start(wanted: Beginning): StoryCall[];
  /**
   * An event of a case that goes on, once it is known by which id.
   * @param shown the state's, as the product shows it
   * @returns undefined where the product has no public call for it
   */
  answer?(shown: Data, event: string, data: Data): ((id: string) => StoryCall) | undefined;
}

/** What makes an API alive; everything is optional but the operations, and one that is not there answers by example. */
export interface Behaviour<P extends Product = AnyProduct> {
  operations: {
    [Id in keyof P['operations']]: (call: Call<P, Id>) => Promise<Reply<P['operations'][Id]['response']>>;
  };
  /** Tells who the bearer of a credential is, or refuses it. */
  identify?(credential: Credential, around: CallersWorld<P>): Caller;
  mistakes?(
    catalogue: P['catalogue'],
    schemas: UserSchemas,
    lifecycles: ReadonlySet<string>,
  ): CatalogueMistake[];
  /** How the catalogue grows by what calls say; nothing is learned where it is left out. */
  learning?: Learning<P>;
  /** The lifecycle an instance follows: the name of one of the fixtures', or one made up. */
  lifecycle?(catalogue: P['catalogue'], instance: Following<P['facts']>): string | LifecycleConfig;
  /** The words the product has for a state, for those who look for it. */
  words?(meta: P['shown']): string[];
  /**
   * What a start without a call makes of an instance, beside its data and lifecycle.
   * @throws Refusal as a call would be refused
   */
  begin?(
    wanted: Beginning,
    catalogue: P['catalogue'],
    schemas: UserSchemas,
    ids: Pick<Ids, 'uuid' | 'word' | 'number'>,
  ): Promise<Pick<Instance<P['facts']>, 'id' | 'api' | 'process' | 'facts' | 'key'>>;
  storyCalls?: StoryCalls;
  instanceEntries?: InstanceEntries<P>;
  /** An instance of the fixtures as the store keeps it. */
  instance?(fixture: P['fixture']): Instance<P['facts']>;
  /** Such an entry of an instance as it is now; how it came there is not in it. */
  entry?(instance: Instance<P['facts']>): P['fixture'];
  /** What the product answers when it is asked for an instance: of which operation, and the body of its 200. */
  shown?(
    instance: Instance<P['facts']>,
    catalogue: P['catalogue'],
    lifecycleOf: Instances<P>['lifecycleOf'],
  ): { operationId: string; body: unknown };
  /** By operation id, a call that works in a world as it is; null where nothing there makes one work. */
  samples?(
    catalogue: P['catalogue'],
    instances: readonly Instance<P['facts']>[],
    metaOf: (instance: Instance<P['facts']>) => P['shown'],
  ): Record<string, Sample | null>;
  initTemplate?: InitTemplate<P['catalogue'], P['fixture']>;
}
