// Goal T2, for the schemas that stand in the fixtures: the start data of each process that has one.
import { expect, test } from '@jest/globals';
import type { Json, JsonObject, JsonSchema } from '../../contracts/files/json.ts';
import { follow } from '../../contracts/files/pointer.ts';
import { goodRequestOf } from '../../contracts/reader/calls/good-request.ts';
import type { Request } from '../../contracts/reader/calls/request.ts';
import type { Contract } from '../../contracts/reader/contract.ts';
import { DataSchemas } from '../../contracts/schema/judging/user-schemas.ts';
import { breakAlone, type FindViolations } from '../../contracts/schema/mutations/break-alone.ts';
import { obligationsOf } from '../../contracts/schema/mutations/breakable-keywords.ts';
import { generate } from '../../contracts/schema/values/generate.ts';
import { inProcess } from '../in-process.ts';
import { sent } from './send-request.ts';
import { UNBREAKABLE } from './unbreakable.ts';

const { app, simulation } = await inProcess();
const flowx = simulation.apis.find(({ api }) => api.name === 'flowx');
const schemas = new DataSchemas();
const listed = new Set(Object.values(UNBREAKABLE).flat());

/** Every process of the catalogue that has a schema for its start data, by each way to start it. */
const started = listOf(flowx?.fixtures.catalogue ?? {}, 'workspaces').flatMap((workspace) =>
  listOf(workspace, 'applications').flatMap((application) =>
    listOf(application, 'processes').flatMap(({ name, startSchema }) => {
      const params = {
        workspaceId: String(workspace.id),
        appId: String(application.id),
        buildId: String(application.activeBuild),
        processName: String(name),
        processDefinitionName: String(name),
      };
      if (startSchema === undefined) return [];
      return ['startProcessByName', 'startProcessByBuild'].map((operation) => ({
        operation,
        process: String(name),
        startSchema: startSchema as JsonObject,
        params,
      }));
    }),
  ),
);

function listOf(holder: JsonObject, name: string): JsonObject[] {
  return (holder[name] ?? []) as JsonObject[];
}

test('there are some', () => {
  expect([...new Set(started.map(({ process }) => process))]).toEqual(['loan_application']);
});

test.each(started)(
  '$operation of $process: every keyword of its schema is broken, or listed',
  async (one) => {
    const { process, startSchema, params, operation } = one;
    const contract = flowx?.contracts.get(operation) as Contract;
    const base: Request = { ...goodRequestOf(contract), path: params };
    const resolve = (ref: string) => follow(startSchema, ref.slice(1)) as JsonSchema;
    const good = [generate(startSchema, { seed: 1, path: process, resolve })];
    const violationsOf: FindViolations = (body: Json) => {
      const byContract = contract.checkRequest(structuredClone({ ...base, body }), base.type);
      return byContract.length > 0 ? undefined : schemas.of(startSchema)(body);
    };
    expect((await sent(app, contract, { ...base, body: good[0] as Json })).answer.status).toBe(200);
    const broken = new Set<string>();
    for (const obligation of obligationsOf(startSchema, resolve)) {
      const { keyword, pointer, member } = obligation;
      const name = `${process} start data ${pointer}${member === undefined ? '' : `/${member}`} ${keyword}`;
      const found = breakAlone(obligation, good, violationsOf);
      expect([name, found === undefined]).toEqual([name, listed.has(name)]);
      if (!found) continue;
      const { answer, entry } = await sent(app, contract, { ...base, body: found.value });
      expect([name, answer.status]).toEqual([name, 400]);
      expect(entry.refusal.name).toBe('start-data-invalid');
      expect(entry.violations).toMatchObject([{ in: 'body', pointer: found.pointer, keyword }]);
      broken.add(keyword);
    }
    expect([...broken].sort()).toEqual(['exclusiveMinimum', 'format', 'required', 'type']);
  },
);
