import type { Ids } from '../../domain/instances/ids.ts';
import type { Data } from '../../domain/values/process-data.ts';
import { Refusal } from '../../domain/values/refusal.ts';
import type { UserSchemas } from '../behaviour.ts';
import { violationText } from '../violation-text.ts';
import type { Process } from './id-lookup.ts';
import type { StartFacts } from './product.ts';
import type { FoundBuild } from './resolve-build.ts';

/** The ids of the documentation's example; new ones go on from there. */
const FIRST_INSTANCE_ID = 2112617;
const FIRST_TOKEN_ID = 2112691;

/**
 * What is kept of a new instance beside what every instance has.
 * @throws Refusal start-node-missing, start-condition-missing, start-data-invalid
 */
export async function factsOfStart(
  found: FoundBuild,
  process: Process,
  data: Data,
  { schemas, ids }: { schemas: UserSchemas; ids: Pick<Ids, 'number'> },
): Promise<StartFacts> {
  checkStartNode(process, data);
  checkStartData(schemas, process, data);
  return {
    workspaceId: found.workspace.id,
    applicationId: found.application.id,
    parentApplicationId: found.application.parentApplicationId ?? null,
    rootApplicationId: found.application.rootApplicationId ?? null,
    buildId: found.build.id,
    buildStatusAtStart: found.build.status,
    processDefinitionFlowxUuid: process.flowxUuid,
    processInstanceId: await ids.number(FIRST_INSTANCE_ID),
    tokenId: await ids.number(FIRST_TOKEN_ID),
  };
}

function checkStartNode({ name, startNodes = [] }: Process, { startCondition }: Data): void {
  const conditions = startNodes.map(({ condition }) => condition);
  if (conditions.length === 0 || conditions.some((condition) => condition === startCondition)) return;
  const startConditions = conditions.join(', ');
  if (startCondition !== undefined) {
    throw new Refusal('start-node-missing', {
      process: name,
      startCondition: String(startCondition),
      startConditions,
    });
  }
  if (conditions.length > 1) throw new Refusal('start-condition-missing', { process: name, startConditions });
}

function checkStartData(schemas: UserSchemas, { name, startSchema }: Process, data: Data): void {
  const violations = startSchema === undefined ? [] : schemas.of(startSchema)(data);
  if (violations.length === 0) return;
  const problems = violations.map(violationText).join('; ');
  throw new Refusal('start-data-invalid', { process: name, problems }, { violations });
}
