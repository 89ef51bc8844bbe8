import type { LifecycleConfig } from './lifecycle-config.ts';
import { lifecycleGraph } from './lifecycle-graph.ts';

/**
 * A lifecycle as a Mermaid `stateDiagram-v2`.
 * @param current the state to mark
 * @param passed states that were passed through, marked more faintly
 */
export function diagram(config: LifecycleConfig, current?: string, passed: readonly string[] = []): string {
  const { initial, states, transitions } = lifecycleGraph(config);
  const names = states.map(({ name }) => name);
  const id = (name: string): string => `s${names.indexOf(name)}`;
  const lines = [
    'stateDiagram-v2',
    ...names.map((name) => `  state "${name}" as ${id(name)}`),
    `  [*] --> ${id(initial)}`,
  ];
  for (const { name, final } of states) {
    for (const { to, cause } of transitions.filter(({ from }) => from === name))
      lines.push(`  ${id(name)} --> ${id(to)}: ${cause}`);
    if (final) lines.push(`  ${id(name)} --> [*]`);
  }
  lines.push(
    '  classDef passed fill:#e3eefc,stroke:#7a9cc6,color:#1b2a41',
    '  classDef current fill:#1f6feb,stroke:#0b3d91,color:#ffffff,font-weight:bold',
  );
  const behind = [...new Set(passed)].filter((name) => name !== current && names.includes(name));
  if (behind.length > 0) lines.push(`  class ${behind.map(id).join(', ')} passed`);
  if (current !== undefined && names.includes(current)) lines.push(`  class ${id(current)} current`);
  return `${lines.join('\n')}\n`;
}
