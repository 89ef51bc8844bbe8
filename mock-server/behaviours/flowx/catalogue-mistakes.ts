import type { CatalogueMistake, UserSchemas } from '../behaviour.ts';
import type { Application, Catalogue } from './id-lookup.ts';

/** What is wrong with a catalogue that its schema cannot see: ids given twice, and references that lead nowhere. */
export function mistakes(
  catalogue: Catalogue,
  schemas: UserSchemas,
  lifecycles: ReadonlySet<string>,
): CatalogueMistake[] {
  const found: CatalogueMistake[] = [];
  const seen = new Map<string, string>();
  const once = (kind: string, id: string, pointer: string): void => {
    const earlier = seen.get(`${kind} ${id}`);
    if (earlier) found.push({ pointer, text: `the ${kind} ${id} is already at ${earlier}` });
    else seen.set(`${kind} ${id}`, pointer);
  };
  catalogue.workspaces?.forEach((workspace, w) => {
    once('workspace', workspace.id, `/workspaces/${w}/id`);
    workspace.applications.forEach((application, a) => {
      const at = `/workspaces/${w}/applications/${a}`;
      once('application', application.id, `${at}/id`);
      application.uiFlowSessions?.forEach(({ id }, s) => {
        once('UI flow session', id, `${at}/uiFlowSessions/${s}/id`);
      });
      application.builds.forEach((build, b) => {
        once('build', build.id, `${at}/builds/${b}/id`);
      });
      found.push(...inApplication(application, at, schemas, lifecycles));
    });
  });
  return found;
}

function inApplication(
  application: Application,
  at: string,
  schemas: UserSchemas,
  lifecycles: ReadonlySet<string>,
): CatalogueMistake[] {
  const { activeBuild, builds, processes, resourceDefinitions = [] } = application;
  const found: CatalogueMistake[] = [];
  if (activeBuild !== undefined && !builds.some(({ id }) => id === activeBuild)) {
    found.push({
      pointer: `${at}/activeBuild`,
      text: `no build of this application has the id ${activeBuild}`,
    });
  }
  processes.forEach(({ name, startSchema, lifecycle }, index) => {
    const pointer = `${at}/processes/${index}`;
    const first = processes.findIndex((process) => process.name === name);
    if (first !== index)
      found.push({
        pointer: `${pointer}/name`,
        text: `the process ${name} is already at ${at}/processes/${first}`,
      });
    if (lifecycle !== undefined && !lifecycles.has(lifecycle)) {
      found.push({ pointer: `${pointer}/lifecycle`, text: `there is no lifecycles/${lifecycle}.yaml` });
    }
    if (startSchema === undefined) return;
    try {
      schemas.of(startSchema);
    } catch (error) {
      found.push({
        pointer: `${pointer}/startSchema`,
        text: `not a usable JSON Schema: ${(error as Error).message}`,
      });
    }
  });
  (application.uiFlowSessions ?? []).forEach(({ build }, index) => {
    if (builds.some(({ id }) => id === build)) return;
    found.push({
      pointer: `${at}/uiFlowSessions/${index}/build`,
      text: `this application has no build ${build}`,
    });
  });
  resourceDefinitions.forEach(({ process }, index) => {
    if (processes.some(({ name }) => name === process)) return;
    found.push({
      pointer: `${at}/resourceDefinitions/${index}/process`,
      text: `this application has no process ${process}`,
    });
  });
  return found;
}
