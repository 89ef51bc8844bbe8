import { Refusal } from '../../domain/values/refusal.ts';
import {
  type Application,
  type Build,
  type Directory,
  directoryOf,
  type Process,
  type Workspace,
} from './id-lookup.ts';
import type { FlowXCall, LearnedIds, ProcessInstance } from './product.ts';

/** An application as a call named it. */
export interface FoundBuild {
  workspace: Workspace;
  application: Application;
  build: Build;
}

/**
 * The directory of the call's world; with `--learn` the ids of the call are accepted into it first.
 * @throws Refusal build-application-mismatch, application-not-in-workspace for what could not be accepted
 */
export function directoryFor(call: FlowXCall, fact: LearnedIds): Directory {
  if (!call.learn) return directoryOf(call.catalogue);
  const directory = directoryOf(call.learn(fact));
  checkPairs(directory, fact);
  return directory;
}

/** Where everything is learned, no id is refused for being unknown, only for contradicting what is known. */
function checkPairs({ applications, builds }: Directory, { workspaceId, appId, buildId }: LearnedIds): void {
  const owner = buildId === undefined ? undefined : builds.get(buildId)?.application;
  if (buildId !== undefined && owner && owner.id !== appId)
    throw new Refusal('build-application-mismatch', { buildId, appId });
  const home = applications.get(appId)?.workspace;
  if (workspaceId !== undefined && home && home.id !== workspaceId)
    throw new Refusal('application-not-in-workspace', { appId, workspaceId });
}

/**
 * The application of a workspace, with its active build.
 * @throws Refusal unknown-workspace, unknown-application, application-not-in-workspace, no-active-build
 */
export function activeBuildOf(directory: Directory, workspaceId: string, appId: string): FoundBuild {
  if (!directory.workspaces.has(workspaceId))
    throw unknown('unknown-workspace', { workspaceId }, directory.workspaces);
  const entry = directory.applications.get(appId);
  if (!entry) throw unknown('unknown-application', { appId }, directory.applications);
  if (entry.workspace.id !== workspaceId)
    throw new Refusal('application-not-in-workspace', { appId, workspaceId });
  const build = entry.application.builds.find(({ id }) => id === entry.application.activeBuild);
  if (!build) throw new Refusal('no-active-build', { appId });
  return { ...entry, build };
}

/**
 * The same where the call names no workspace, as up to 5.0.
 * @throws Refusal unknown-application, no-active-build
 */
export function activeBuildAnywhere(directory: Directory, appId: string): FoundBuild {
  const home = directory.applications.get(appId)?.workspace;
  if (!home) throw unknown('unknown-application', { appId }, directory.applications);
  return activeBuildOf(directory, home.id, appId);
}

/**
 * The application and build of a call that names both; the workspace follows from the build (page rest2).
 * @throws Refusal unknown-application, unknown-build, build-application-mismatch
 */
export function buildOf(directory: Directory, appId: string, buildId: string): FoundBuild {
  const entry = directory.applications.get(appId);
  if (!entry) throw unknown('unknown-application', { appId }, directory.applications);
  const built = directory.builds.get(buildId);
  if (!built) throw unknown('unknown-build', { buildId }, directory.builds);
  if (built.application.id !== appId) throw new Refusal('build-application-mismatch', { buildId, appId });
  return { ...entry, build: built.build };
}

/** The refusal of an id that is none of those of a directory. */
function unknown(refusal: string, id: Record<string, string>, among: Map<string, unknown>): Refusal {
  const [asked = ''] = Object.values(id);
  return new Refusal(refusal, id, { meant: { asked, known: among.keys(), of: among } });
}

/** @throws Refusal unknown-process */
export function processOf(application: Application, name: string): Process {
  const process = application.processes.find((candidate) => candidate.name === name);
  if (!process) {
    const { id: appId, processes } = application;
    const meant = { asked: name, known: processes.map((one) => one.name), of: processes };
    throw new Refusal('unknown-process', { process: name, appId }, { meant });
  }
  return process;
}

/** @throws Refusal unknown-instance */
export async function instanceOf(call: FlowXCall, instanceId: string): Promise<ProcessInstance> {
  const instance = await call.instances.get(instanceId);
  if (instance?.api !== call.api) throw new Refusal('unknown-instance', { instanceId });
  return instance;
}
