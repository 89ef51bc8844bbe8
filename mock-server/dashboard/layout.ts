import { Graph, layout } from '@dagrejs/dagre';

/** A lifecycle as `/__admin/instances/ID/lifecycle` has it. */
export interface Lifecycle {
  initial: string;
  states: { name: string; description?: string; final: boolean }[];
  transitions: { from: string; to: string; cause: string; due: boolean }[];
}

interface Point {
  x: number;
  y: number;
}

interface Box extends Point {
  width: number;
  height: number;
}

/** Where everything is, in pixels; a box's and a label's place is its middle. */
export interface Drawing {
  width: number;
  height: number;
  boxes: (Box & { name: string })[];
  /** All ways from one state to another are one line. */
  lines: { from: string; to: string; points: Point[]; label: Point; causes: string[] }[];
}

const [LETTER, LINE] = [7.2, 15];
const BOX_HEIGHT = 32;

/** So wide is a text, about: the drawing is made before anything is measured. */
const widthOf = (text: string): number => Math.max(24, text.length * LETTER);

/** Lays a lifecycle out from top to bottom. */
export function laidOut({ states, transitions }: Lifecycle): Drawing {
  const graph = new Graph({ multigraph: false });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, edgesep: 16, ranksep: 26, marginx: 12, marginy: 12 });
  // Under numbers: a state may be called as something that every object has.
  const names = states.map(({ name }) => name);
  for (const [index, name] of names.entries())
    graph.setNode(`${index}`, { width: widthOf(name) + 26, height: BOX_HEIGHT });
  const lines = merged(transitions).map((line) => ({
    ...line,
    ends: [`${names.indexOf(line.from)}`, `${names.indexOf(line.to)}`] as const,
  }));
  for (const { causes, ends } of lines) {
    const width = Math.max(...causes.map(widthOf)) * 0.92 + 8;
    graph.setEdge(...ends, { width, height: causes.length * LINE, labelpos: 'c' });
  }
  layout(graph);
  return {
    width: Number(graph.graph().width),
    height: Number(graph.graph().height),
    boxes: names.map((name, index) => {
      const { x, y, width, height } = graph.node(`${index}`) as Box;
      return { name, x, y, width, height };
    }),
    lines: lines.map(({ ends, ...line }) => {
      const { points, x, y } = graph.edge(...ends) as Point & { points: Point[] };
      return { ...line, points, label: { x, y } };
    }),
  };
}

/** All ways from one state to another as one, each cause once. */
function merged(transitions: Lifecycle['transitions']) {
  const lines: { from: string; to: string; causes: string[] }[] = [];
  for (const { from, to, cause } of transitions) {
    const known = lines.find((line) => line.from === from && line.to === to);
    if (!known) lines.push({ from, to, causes: [cause] });
    else if (!known.causes.includes(cause)) known.causes.push(cause);
  }
  return lines;
}
