import { useState } from 'preact/hooks';
import { call, get } from './control-plane.ts';
import { type Choices, Field, NumberField, Select } from './field.tsx';
import { useReading } from './live.ts';
import type { Run, Snapshot, World } from './worlds-record.ts';

interface Story {
  name: string;
  shows?: string;
}

const EMPTY = { name: '', from: 'fixtures', now: '', seed: '', count: '40', replace: false };
type Form = typeof EMPTY;

interface Sources {
  worlds: World[];
  snapshots: Snapshot[];
  run: Run;
  fail: (error: Error) => void;
}

/** A world of its own: with what the fixtures have, a story, a snapshot or another world, and when it is there. */
export function NewWorld({ worlds, snapshots, run, fail }: Sources) {
  const [stories, setStories] = useState<Story[]>([]);
  const [form, setForm] = useState(EMPTY);
  useReading(
    () => get<{ items: Story[] }>('stories').then(({ items }) => setStories(items), fail),
    '',
    () => false,
  );
  const story = stories.find(({ name }) => form.from === `story ${name}`);
  const make = (event: Event) => {
    event.preventDefault();
    run(call('PUT', addressOf(form), bodyOf(form)), `The world ${form.name} is made; it is below.`);
  };
  return (
    <section class="panel" aria-label="A new world">
      <h2>A new world</h2>
      <form onSubmit={make}>
        <Fields form={form} setForm={setForm} choices={choicesOf({ stories, snapshots, worlds })} />
        {story?.shows && <p class="soft">{story.shows}</p>}
        <p class="tools">
          <button type="submit" class="first">
            Make it
          </button>
          <label class="check">
            <input
              type="checkbox"
              checked={form.replace}
              onChange={({ currentTarget }) => setForm({ ...form, replace: currentTarget.checked })}
            />
            instead of the one of that name, if there is one
          </label>
        </p>
      </form>
    </section>
  );
}

interface Filling {
  form: Form;
  setForm: (form: Form) => void;
}

function Fields({ form, setForm, choices }: Filling & { choices: Choices }) {
  return (
    <div class="fields">
      <Text form={form} setForm={setForm} name="name" text="Name" placeholder="alice" />
      <Select
        text="Begins with"
        value={form.from}
        choose={(from) => setForm({ ...form, from })}
        choices={choices}
      />
      {form.from.startsWith('story ') && (
        <NumberField
          text="Cases"
          value={form.count}
          put={(count) => setForm({ ...form, count })}
          placeholder="40"
        />
      )}
      {isCopy(form) || (
        <>
          <Text
            form={form}
            setForm={setForm}
            name="now"
            text="When it is there"
            placeholder="-P21D, or an instant"
          />
          <Text form={form} setForm={setForm} name="seed" text="Seed" placeholder="drawn" />
        </>
      )}
    </div>
  );
}

/** What a world can begin with. */
function choicesOf(all: { stories: Story[]; snapshots: Snapshot[]; worlds: World[] }): Choices {
  const named = (kind: string, items: { name: string }[]) =>
    Object.fromEntries(items.map(({ name }) => [`${kind} ${name}`, name]));
  return {
    fixtures: 'what the fixtures have',
    ...(all.stories.length > 0 && { 'A story': named('story', all.stories) }),
    ...(all.snapshots.length > 0 && { 'A snapshot': named('snapshot', all.snapshots) }),
    ...(all.worlds.length > 0 && { 'A copy of the world': named('world', all.worlds) }),
  };
}

interface TextInput extends Filling {
  name: 'name' | 'now' | 'seed';
  text: string;
  placeholder: string;
}

function Text({ form, setForm, name, text, placeholder }: TextInput) {
  return (
    <Field text={text}>
      {(id) => (
        <input
          id={id}
          value={form[name]}
          required={name === 'name'}
          placeholder={placeholder}
          onInput={({ currentTarget }) => setForm({ ...form, [name]: currentTarget.value })}
        />
      )}
    </Field>
  );
}

/** A copy has its time and its seed from what it is a copy of. */
const isCopy = ({ from }: Form): boolean => /^(snapshot|world) /.test(from);

const addressOf = ({ name, replace }: Form): string =>
  `worlds/${encodeURIComponent(name)}${replace ? '?replace=true' : ''}`;

function bodyOf(form: Form): unknown {
  const [kind = '', ...words] = form.from.split(' ');
  const name = words.join(' ');
  if (isCopy(form)) return { from: { [kind]: name } };
  return {
    ...(kind === 'story' && { story: name, count: Number(form.count || 40) }),
    ...(form.now && { now: form.now }),
    ...(form.seed && { seed: form.seed }),
  };
}
