import { useEffect, useState } from 'preact/hooks';
import { get } from './control-plane.ts';
import type { Instance } from './instance-record.ts';
import type { Drawing, Lifecycle } from './layout.ts';

interface Drawn {
  lifecycle: Lifecycle;
  drawing: Drawing;
}

/** The lifecycle of an instance as a drawing, with the way that it took and the state it is in, and as text. */
export function LifecycleView({ instance, fail }: { instance: Instance; fail: (error: Error) => void }) {
  const { id } = instance;
  const [drawn, setDrawn] = useState<Drawn>();
  useEffect(() => {
    const path = `instances/${encodeURIComponent(id)}/lifecycle`;
    // Laying out is a library of its own, which nobody waits for who does not look at this.
    Promise.all([get<Lifecycle>(path), import('./layout.ts')]).then(
      ([lifecycle, { laidOut }]) => setDrawn({ lifecycle, drawing: laidOut(lifecycle) }),
      fail,
    );
  }, [id]);
  if (!drawn) return null;
  return (
    <>
      <h3>Where it can go</h3>
      <Picture drawn={drawn} instance={instance} />
      <AsText lifecycle={drawn.lifecycle} instance={instance} />
    </>
  );
}

/** Which ways were taken, as pairs of states. */
const takenIn = ({ timeline }: Instance) =>
  new Set(timeline.map(({ from, to }) => JSON.stringify([from, to])));

function Picture({ drawn: { drawing, lifecycle }, instance }: { drawn: Drawn; instance: Instance }) {
  const { width, height, boxes, lines } = drawing;
  const taken = takenIn(instance);
  const passed = new Set(instance.timeline.map(({ to }) => to));
  const final = new Set(lifecycle.states.filter((state) => state.final).map(({ name }) => name));
  const classOf = (name: string) => {
    if (name === instance.state) return 'box here';
    return passed.has(name) ? 'box passed' : 'box';
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than its place is scrolled by keyboard, too
    <section class="drawing" tabIndex={0} aria-label="Lifecycle, drawn">
      <svg
        role="img"
        aria-label={`The lifecycle as a drawing; it is in ${instance.state}. All of it is below as text.`}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        <Arrowheads />
        {lines.map((line) => (
          <Line
            key={`${line.from} ${line.to}`}
            line={line}
            taken={taken.has(JSON.stringify([line.from, line.to]))}
          />
        ))}
        {boxes.map((box) => (
          <g key={box.name} class={classOf(box.name)}>
            <rect
              x={box.x - box.width / 2}
              y={box.y - box.height / 2}
              width={box.width}
              height={box.height}
              rx={final.has(box.name) ? box.height / 2 : 7}
            />
            <text x={box.x} y={box.y}>
              {box.name}
            </text>
          </g>
        ))}
      </svg>
    </section>
  );
}

function Arrowheads() {
  return (
    <defs>
      {['way', 'taken'].map((kind) => (
        <marker
          key={kind}
          id={`head-${kind}`}
          class={`head ${kind}`}
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0 L8 4 L0 8 Z" />
        </marker>
      ))}
    </defs>
  );
}

function Line({
  line: { points, label, causes },
  taken,
}: {
  line: Drawing['lines'][number];
  taken: boolean;
}) {
  const kind = taken ? 'taken' : 'way';
  return (
    <g class={kind}>
      <path d={curve(points)} marker-end={`url(#head-${kind})`} />
      {causes.map((cause, index) => (
        <text key={cause} x={label.x} y={label.y + (index - (causes.length - 1) / 2) * 15}>
          {cause}
        </text>
      ))}
    </g>
  );
}

/** Through the middles between points, bent at each of them. */
function curve(points: { x: number; y: number }[]): string {
  const at = ({ x, y }: { x: number; y: number }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const [first, ...others] = points;
  const last = others.pop();
  if (!first || !last) return '';
  const bends = others.map((point, index) => {
    const next = others[index + 1];
    const end = next ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : last;
    return `Q${at(point)} ${at(end)}`;
  });
  return `M${at(first)} ${bends.join(' ') || `L${at(last)}`}`;
}

function AsText({
  lifecycle: { states, transitions },
  instance,
}: {
  lifecycle: Lifecycle;
  instance: Instance;
}) {
  const taken = takenIn(instance);
  return (
    <details>
      <summary>The lifecycle as text</summary>
      <ul>
        {states.map(({ name, description, final }) => (
          <li key={name}>
            <strong>{name}</strong>
            {name === instance.state && ', where it is'}
            {final && ', an end'}
            {description && <span class="soft"> ({description})</span>}
            <ul>
              {transitions
                .filter(({ from }) => from === name)
                .map(({ to, cause }) => (
                  <li key={`${cause} ${to}`}>
                    {cause}: to {to}
                    {taken.has(JSON.stringify([name, to])) && <span class="soft">, taken</span>}
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}
