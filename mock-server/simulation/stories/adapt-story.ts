import { Mistake } from '../../../contracts/files/mistake.ts';
import { follow, fromPointer, toPointer } from '../../../contracts/files/pointer.ts';
import { generatorWord } from '../../domain/stories/generators.ts';
import type { Story } from '../../domain/stories/story.ts';
import type { Data } from '../../domain/values/process-data.ts';
import { withValueAt } from '../../domain/values/with-value-at.ts';

/** What of a story is to be another. */
export interface Adaptation {
  /** A process, application or environment of the story -> the name it has in this catalogue. */
  as?: Readonly<Record<string, string>>;
  /** JSON Pointer in the start body -> what is there in every case. */
  set?: Readonly<Record<string, unknown>>;
}

/**
 * A story in the words of another catalogue, with values that are settled.
 * @throws Mistake for a name that the story does not have, and a pointer into a value that it makes
 */
export function adaptStory(story: Story, { as = {}, set = {} }: Adaptation): Story {
  const names = story.cases.flatMap(({ process, application, environment }) =>
    [process, application, environment].filter((name) => name !== undefined),
  );
  const unknown = Object.keys(as).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Mistake([
      {
        text: `the story ${story.name} has no "${unknown.join('", "')}" to be called otherwise; it has ${names.join(', ')}`,
      },
    ]);
  const called = namesBy(as);
  return {
    ...story,
    cases: story.cases.map((rules) => ({
      ...rules,
      process: called(rules.process),
      ...(rules.application !== undefined && { application: called(rules.application) }),
      ...(rules.environment !== undefined && { environment: called(rules.environment) }),
      data: withSettled(rules.data, set),
    })),
    ...(story.heroes && {
      heroes: story.heroes.map((hero) => ({ ...hero, data: withSettled(hero.data ?? {}, set) })),
    }),
  };
}

/** What a name of the story is called elsewhere: as somebody says, or the same. */
export function namesBy(as: Readonly<Record<string, string>>): (name: string) => string {
  return (name) => (Object.hasOwn(as, name) ? (as[name] ?? name) : name);
}

function withSettled(data: Data, set: Readonly<Record<string, unknown>>): Data {
  return Object.entries(set).reduce<Data>((before, [pointer, value]) => {
    checkPlace(before, pointer);
    return withValueAt(before, pointer, { $is: value }) as Data;
  }, data);
}

/** @throws Mistake where something around the place is made as a whole */
function checkPlace(data: Data, pointer: string): void {
  const keys = fromPointer(pointer);
  const around = keys.map((_, index) => toPointer(keys.slice(0, index)));
  const made = around.find((one) => generatorWord(follow(data, one)) !== undefined);
  if (pointer.startsWith('/') && made === undefined) return;
  const why =
    made === undefined
      ? 'a pointer begins with "/", such as /customerEmail'
      : `${made} is made as a whole; set that`;
  throw new Mistake([{ text: `cannot set ${pointer}: ${why}` }]);
}
