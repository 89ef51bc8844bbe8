// What a world should be, said once more and as simply as can be: nothing here is the server's.

const SECOND = 1000;
const THIRTY_DAYS = 30 * 86_400 * SECOND;

export type Kind = 'onboarding' | 'sanctioned' | 'quick' | 'failing' | 'approval' | 'catch';

interface Life {
  kind: Kind;
  key: string | undefined;
  state: string;
  since: number;
  data: Record<string, unknown>;
  ended: boolean;
  timeline: string[];
}

/** By kind and state: after how long it goes where by itself. */
const DELAYS: Partial<Record<Kind, Record<string, [number, string]>>> = {
  quick: { running: [2 * SECOND, 'completed'] },
  failing: { running: [2 * SECOND, 'failed'] },
  onboarding: {
    collect: [SECOND, 'checks'],
    checks: [2 * SECOND, 'decision'],
    decision: [THIRTY_DAYS, 'expired'],
  },
  sanctioned: { collect: [SECOND, 'checks'], checks: [2 * SECOND, 'failed'] },
};

/** By kind and state: where events lead, and what they write. */
const EVENTS: Partial<Record<Kind, Record<string, Record<string, [string, Record<string, unknown>]>>>> = {
  onboarding: {
    decision: {
      APPROVE: ['finished', { decision: 'approved' }],
      REJECT: ['finished', { decision: 'rejected' }],
      TERMINATE: ['terminated', {}],
    },
  },
  approval: {
    'approval-step': {
      COMPLETE: ['completed', { inputNodeAction: 'COMPLETE' }],
      CANCEL: ['cancelled', { inputNodeAction: 'CANCEL' }],
    },
  },
  catch: { waiting: { CORRELATE: ['completed', {}] } },
};

const FIRST: Record<Kind, string> = {
  onboarding: 'collect',
  sanctioned: 'collect',
  quick: 'running',
  failing: 'running',
  approval: 'approval-step',
  catch: 'waiting',
};

export class ModelWorld {
  now: number;
  lives: Life[] = [];

  constructor(now: number) {
    this.now = now;
  }

  start(kind: Kind, data: Record<string, unknown>, key: string | undefined): void {
    for (const other of this.lives) {
      if (key !== undefined && other.key === key) this.#send(other, 'CORRELATE', data);
    }
    const life = {
      kind,
      key,
      state: FIRST[kind],
      since: this.now,
      data: { ...data },
      ended: false,
      timeline: [],
    };
    this.lives.push(life);
    this.#note(life, this.now);
  }

  /** Whether it took the event. */
  send(index: number, type: string, data: Record<string, unknown>): boolean {
    const life = this.lives[index];
    return life !== undefined && this.#send(life, type, data);
  }

  advance(by: number): void {
    this.now += by;
    for (const life of this.lives) this.#follow(life);
  }

  #follow(life: Life): void {
    const [delay, target] = DELAYS[life.kind]?.[life.state] ?? [];
    if (delay === undefined || target === undefined || life.since + delay > this.now) return;
    if (target === 'decision')
      life.data = { ...life.data, checks: { identity: 'passed', sanctions: 'passed' } };
    this.#enter(life, target, life.since + delay);
    this.#follow(life);
  }

  #send(life: Life, type: string, data: Record<string, unknown>): boolean {
    const [target, written] = EVENTS[life.kind]?.[life.state]?.[type] ?? [];
    if (target === undefined) return false;
    life.data = { ...life.data, ...data, ...written };
    this.#enter(life, target, this.now);
    return true;
  }

  #enter(life: Life, state: string, at: number): void {
    life.state = state;
    life.since = at;
    life.ended = !(DELAYS[life.kind]?.[state] || EVENTS[life.kind]?.[state]);
    this.#note(life, at);
  }

  #note(life: Life, at: number): void {
    life.timeline.push(`${new Date(at).toISOString()} ${life.state}`);
  }
}
