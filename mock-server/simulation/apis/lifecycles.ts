import type { JsonObject, JsonSchema } from '../../../contracts/files/json.ts';
import { Mistakes, type Wrong } from '../../../contracts/files/mistake.ts';
import { toPointer } from '../../../contracts/files/pointer.ts';
import type { SourceFile } from '../../../contracts/files/source-file.ts';
import type { Api } from '../../../contracts/reader/api.ts';
import type { Fixtures } from '../../../contracts/reader/fixtures.ts';
import type { DataSchemas } from '../../../contracts/schema/judging/user-schemas.ts';
import type { Behaviour } from '../../behaviours/behaviour.ts';
import type { Following } from '../../domain/instances/instance.ts';
import { Lifecycle } from '../../domain/instances/lifecycle.ts';
import { type LifecycleConfig, transitions } from '../../domain/instances/lifecycle-config.ts';
import { lifecycleMistakes } from '../../domain/instances/lifecycle-mistakes.ts';
import { failureReason } from '../../domain/values/failure-reason.ts';

/** What an instance of an API without behaviour would follow; there are none. */
const STANDSTILL: LifecycleConfig = { initial: 'done', states: { done: { type: 'final', meta: {} } } };

/** The lifecycles of an API: those of its fixtures, by name, and those its behaviour makes up for the rest. */
export class Lifecycles {
  readonly #named = new Map<string, Lifecycle>();
  readonly #madeUp = new Map<string, Lifecycle>();
  /** Behaviours that give the same object again are served faster. */
  readonly #seen = new WeakMap<LifecycleConfig, Lifecycle>();
  readonly #behaviour: Behaviour | undefined;
  readonly #schemas: DataSchemas;

  /** @throws Mistake for those that cannot be followed, with file, line and reason */
  constructor(api: Api, fixtures: Fixtures, behaviour: Behaviour | undefined, schemas: DataSchemas) {
    this.#behaviour = behaviour;
    this.#schemas = schemas;
    const mistakes = new Mistakes();
    for (const [name, source] of fixtures.lifecycles) {
      const config = source.value as unknown as LifecycleConfig;
      const wrong = fixtures.verified ? [] : wrongIn(config, source, schemas);
      if (wrong.length === 0) this.#named.set(name, this.#ready(config));
      else mistakes.add(wrong, `Lifecycles of ${api.name}: contracts/lifecycle.schema.json.`);
    }
    mistakes.check();
  }

  /** The lifecycle an instance follows. */
  of(catalogue: JsonObject, instance: Following): Lifecycle {
    const chosen = this.#behaviour?.lifecycle?.(catalogue, instance) ?? STANDSTILL;
    if (typeof chosen === 'string') {
      const named = this.#named.get(chosen);
      if (named) return named;
      throw new Error(`there is no lifecycle ${chosen}, which ${instance.process} is to follow`);
    }
    const seen = this.#seen.get(chosen);
    if (seen) return seen;
    const key = JSON.stringify(chosen);
    const known = this.#madeUp.get(key) ?? this.#ready(chosen);
    this.#madeUp.set(key, known);
    this.#seen.set(chosen, known);
    return known;
  }

  #ready(config: LifecycleConfig): Lifecycle {
    return new Lifecycle(config, (schema, data) => this.#schemas.of(schema as JsonSchema)(data).length === 0);
  }
}

function wrongIn(config: LifecycleConfig, source: SourceFile, schemas: DataSchemas): Wrong[] {
  const problems = [...lifecycleMistakes(config), ...guardProblems(config, schemas)];
  return problems.map(({ keys, text }) => ({ text, place: source.place(toPointer(keys)) }));
}

function guardProblems(
  { states }: LifecycleConfig,
  schemas: DataSchemas,
): { keys: string[]; text: string }[] {
  return Object.entries(states).flatMap(([name, { after = {}, on = {} }]) =>
    Object.entries({ after, on }).flatMap(([key, ways]) =>
      Object.entries(ways).flatMap(([way, written]) =>
        transitions(written).flatMap(({ guard }, index) => {
          const reason = guard && failureReason(() => schemas.of(guard.params.schema as JsonSchema));
          if (!reason) return [];
          const place = Array.isArray(written) ? [String(index)] : [];
          const keys = ['states', name, key, way, ...place, 'guard', 'params', 'schema'];
          return [{ keys, text: `the guard's schema is not usable: ${reason}` }];
        }),
      ),
    ),
  );
}
