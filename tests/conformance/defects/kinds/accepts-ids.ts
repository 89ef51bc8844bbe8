// Ids that nobody knows, or that do not belong together, are taken all the same.
import { isObject } from '../../../../contracts/files/json.ts';
import type { Answered, Asked, Defect } from '../defect.ts';
import { jsonOf, onSome, withJson } from '../layers.ts';
import { operationOf } from '../operation-at.ts';
import { goodCall } from '../world.ts';

/** What the path says at one place is replaced by what a good call has there. */
const pathAsInGoodCall =
  (operationId: string, place: RegExp) =>
  (asked: Asked): Asked => {
    const [good = ''] = goodCall(operationId).url.match(place) ?? [];
    return { ...asked, url: asked.url.replace(place, good) };
  };

const withBody =
  (member: string, good: string) =>
  (asked: Asked): Asked => {
    const body = jsonOf(asked);
    return isObject(body) ? withJson(asked, { ...body, [member]: good }) : asked;
  };

const words = ({ url, body }: Asked): string[] =>
  `${decodeURIComponent(url)} ${body}`.split(/[^\w[\]-]+/).filter((word) => word !== '');

/** The ids that were put there are told as those that were asked for. */
function tellingAsAsked(asked: Asked, better: Asked, answer: Answered): Answered {
  const [before, after] = [words(asked), words(better)];
  const text = after.reduce(
    (told, word, index) =>
      word === before[index] ? told : told.replaceAll(`"${word}"`, `"${before[index]}"`),
    answer.body.toString(),
  );
  return { ...answer, body: Buffer.from(text) };
}

interface Row {
  operationId: string;
  what: string;
  /** The part of the refusal by which it is known. */
  refused: RegExp;
  mend: (asked: Asked) => Asked;
}

const inPath = (operationId: string, what: string, refused: RegExp, place: RegExp): Row => ({
  operationId,
  what,
  refused,
  mend: pathAsInGoodCall(operationId, place),
});

const IDS: Row[] = [
  inPath('startProcessByBuild', 'an unknown application', /No application/, /app\/[^/]+/),
  inPath('startProcessByBuild', 'an unknown build', /No build/, /build\/[^/]+/),
  inPath('startProcessByBuild', 'an unknown process', /No process definition/, /process-name\/[^/]+/),
  inPath('startProcessByName', 'an unknown workspace', /No workspace/, /wks\/[^/]+/),
  inPath('startProcessByName', 'an unknown application', /No application/, /app\/[^/]+/),
  inPath('startProcessByName', 'an unknown process', /No process definition/, /process-name\/[^/]+/),
  inPath('startProcessCopyingData', 'an unknown source', /No process instance/, /copyDataFrom\/[^/?]+/),
  inPath('startProcessInheriting', 'an unknown resource definition', /No resource definition/, /rdi\/[^/]+/),
  inPath('startProcessInheriting', 'an unknown instance', /No process instance/, /inherit-from\/[^/?]+/),
  inPath('getBuildInfo', 'an unknown application', /No application/, /app\/[^/]+/),
  inPath('getBuildInfo', 'an unknown workspace', /No workspace/, /wks\/[^/]+/),
  inPath(
    'getBuildInfoByProcessInstance',
    'an unknown instance',
    /No process inst/,
    /process-instance\/[^/]+/,
  ),
  inPath('getBuildInfo', 'an application without an active build', /no active build/, /app\/[^/]+/),
  inPath('getInstance', 'an unknown instance', /no process instance/, /instance\/[^/?]+/),
  {
    operationId: 'executeWorkflow',
    what: 'an unknown flow',
    refused: /no flow/,
    mend: withBody('processId', 'your-flow-uuid'),
  },
  {
    operationId: 'startWorkflow',
    what: 'an unknown flow',
    refused: /no flow/,
    mend: withBody('processId', 'your-flow-uuid'),
  },
  {
    operationId: 'executeWorkflow',
    what: 'a version that was not published',
    refused: /has no published version '/,
    mend: (asked) => ({ ...asked, url: asked.url.replace(/versionNumber=[^&]*/, 'versionNumber=3') }),
  },
];

export const ACCEPTED_IDS: Defect[] = IDS.map(({ operationId, what, refused, mend }) => ({
  name: `${operationId}: accepts ${what}`,
  api: operationOf(operationId).api as Defect['api'],
  operationId,
  kind: 'accepts-ids',
  layer: () =>
    onSome(operationId, async (asked, pass) => {
      const answer = await pass(asked);
      if (answer.status < 400 || !refused.test(answer.body.toString())) return answer;
      const better = mend(asked);
      return tellingAsAsked(asked, better, await pass(better));
    }),
}));
