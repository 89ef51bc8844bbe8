import type { StoryCall, StoryCalls } from '../../behaviours/behaviour.ts';
import { type CaseNumber, firstCases } from '../../domain/stories/cast.ts';
import type { SentEvent } from '../../domain/stories/go-on.ts';
import { inTurns } from './in-turns.ts';
import { beginningOf, begunCase, type PreparedStory, playedCase, startedCase } from './prepared-story.ts';

/** A case of a story as far as a product's public calls can tell it. */
export interface PublicCase {
  /** `hero NAME`, or the number of the case: the same in every run. */
  name: string;
  /** When it begins in the story, in milliseconds since 1970. */
  at: number;
  /** Calls that start it, the plainest first. */
  start: StoryCall[];
  /** How it goes on, once the server has given it an id. */
  answers: ((id: string) => StoryCall)[];
  /** Whether it would go on further, by what no public call can say or by time that goes by. */
  cut: boolean;
}

/**
 * The first cases of a story as public calls, in the order in which they begin.
 * @param calls how the product's calls say what happens
 * @param called the name that a server has for a process, an application or an environment of the story
 */
export async function publicCases(
  prepared: PreparedStory,
  count: number,
  calls: StoryCalls,
  called: (name: string) => string,
): Promise<PublicCase[]> {
  const cases: PublicCase[] = [];
  for await (const one of inTurns(firstCases(prepared.stage.story, count)))
    cases.push(await publicCase(prepared, one, calls, called));
  return cases.sort((a, b) => a.at - b.at);
}

async function publicCase(
  prepared: PreparedStory,
  one: CaseNumber,
  calls: StoryCalls,
  called: (name: string) => string,
): Promise<PublicCase> {
  const begun = begunCase(prepared, one);
  const started = await startedCase(prepared, begun, async (floor) => floor);
  const answers: PublicCase['answers'] = [];
  let cut = false;
  const note = (sent: SentEvent | undefined): void => {
    const shown = (sent && started.lifecycle.stateOf(sent.before.state)?.meta) ?? {};
    const answer = cut || !sent ? undefined : calls.answer?.(shown, sent.event, sent.data);
    if (answer) answers.push(answer);
    else cut = true;
  };
  playedCase(prepared, started, note);
  const { process, application, environment, ...rest } = beginningOf(begun);
  const start = calls.start({
    ...rest,
    process: called(process),
    ...(application !== undefined && { application: called(application) }),
    ...(environment !== undefined && { environment: called(environment) }),
  });
  return { name: one.hero ? `hero ${one.hero.name}` : String(one.number), at: begun.at, start, answers, cut };
}
