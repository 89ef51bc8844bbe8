// What a contract says and nobody here keeps: found when it is read, so that it does not show as a riddle later.
import { isObject, type JsonObject } from '../files/json.ts';
import type { Wrong } from '../files/mistake.ts';
import { escapeKey, follow } from '../files/pointer.ts';
import { sentence, type Violation } from '../schema/judging/violation.ts';
import { riskyPatterns, riskyText } from '../schema/risky-patterns.ts';
import type { Api, Operation, RefusalRule, Response } from './api.ts';
import type { Contract } from './contract.ts';
import { fillEnvelope } from './envelope.ts';
import { isJson } from './media-type.ts';
import { isHeldTo } from './refusal-rules.ts';

/** Security schemes that are taken in part, or not at all. */
const SCHEMES: Record<string, string> = {
  oauth2: 'oauth2: any bearer token is taken, and its scopes are not judged',
  openIdConnect: 'openIdConnect: any bearer token is taken, and its scopes are not judged',
  mutualTLS: 'mutualTLS: no certificate is asked for, so every call that needs one is refused',
};

/** Of bodies that are neither JSON nor text, what is done with them instead of reading them. */
const FORMS = /^(application\/x-www-form-urlencoded|multipart\/.*)$/;
const TEXTS = /^(text\/.*|application\/(xml|.*\+xml)|\*\/\*|application\/\*)$/;

/**
 * Everything that a contract promises and a stand-in does otherwise: schemes, bodies, examples that break their own
 * schemas, refusals that are declared otherwise than the API's envelope is.
 */
export function remarksOn(api: Api, contracts: ReadonlyMap<string, Contract>): Wrong[] {
  const remark = (node: unknown, text: string): Wrong => {
    const place = typeof node === 'object' && node !== null ? api.origins.place(node) : undefined;
    return { text: `${api.name}: ${text}`, ...(place && { place }) };
  };
  const schemes = (follow(api.document, '/components/securitySchemes') ?? {}) as JsonObject;
  const found = [
    ...Object.entries(schemes).flatMap(([name, scheme]) => {
      const text = isObject(scheme) && isAsked(api, name) ? SCHEMES[String(scheme.type)] : undefined;
      return text === undefined ? [] : [remark(scheme, `the security scheme ${name} is ${text}`)];
    }),
    ...riskyPatterns(api.document).map(({ node, pattern }) => remark(node, riskyText(pattern))),
    ...[...contracts.values()].flatMap((contract) => [
      ...unreadBodies(contract).map(({ node, text }) => remark(node, text)),
      ...wrongExamples(contract).map(({ node, text }) => remark(node, text)),
      ...otherRefusals(contract).map(({ node, text }) => remark(node, text)),
    ]),
  ];
  // A part that many operations refer to is told once.
  return [...new Map(found.map((one) => [JSON.stringify([one.place ?? one.text, one.text]), one])).values()];
}

interface Remark {
  node: unknown;
  text: string;
}

function isAsked({ operations }: Api, scheme: string): boolean {
  return operations.some(({ security }) => security.some((needed) => Object.hasOwn(needed, scheme)));
}

function unreadBodies({ api, operation }: Contract): Remark[] {
  return Object.keys(operation.body?.content ?? {}).flatMap((type) => {
    const text = whyUnread(type.toLowerCase());
    const node = mediaOf(api, requestBody(api, operation), type) ?? operation.node;
    return text === undefined ? [] : [{ node, text: `the body of ${operation.id} is ${type}: ${text}` }];
  });
}

function whyUnread(type: string): string | undefined {
  if (FORMS.test(type))
    return 'its fields are not read, and a schema of an object refuses every such request';
  return isJson(type) || TEXTS.test(type) ? undefined : 'only bytes that are UTF-8 are taken, as one text';
}

/** Examples that a stand-in would answer with, or a call would be made of, if they did not break their own schema. */
function wrongExamples(contract: Contract): Remark[] {
  const { api, operation } = contract;
  const requests = Object.entries(operation.body?.content ?? {}).flatMap(([type, { examples }]) =>
    examples.flatMap(({ name, value }) => {
      const violations = contract.checkRequest({ path: {}, query: {}, headers: {}, body: value }, type);
      const node = mediaOf(api, requestBody(api, operation), type) ?? operation.node;
      return broken(violations, node, `the ${exampleNamed(name)} of the body of ${operation.id}`);
    }),
  );
  const answers = [...operation.responses.values()].flatMap((response) =>
    Object.entries(response.content).flatMap(([type, { examples }]) =>
      examples.flatMap(({ name, value }) => {
        const status = Number(response.status.replaceAll('X', '0')) || 200;
        const answer = { status, headers: { 'content-type': type }, body: value };
        // What is `writeOnly` is left out when an example is sent.
        const violations = contract.checkAnswer(answer).filter(({ keyword }) => keyword !== 'writeOnly');
        const node = mediaOf(api, response.pointer, type) ?? response.node;
        return broken(violations, node, `the ${exampleNamed(name)} of ${operation.id}, ${response.status},`);
      }),
    ),
  );
  return [...requests, ...answers];
}

const exampleNamed = (name: string): string => (name === 'example' ? name : `example ${name}`);

function broken(violations: Violation[], node: unknown, what: string): Remark[] {
  const [first] = violations.filter(({ in: part }) => part === 'body');
  return first ? [{ node, text: `${what} breaks its own schema: ${sentence(first)}` }] : [];
}

/** Refusals that every API has, where an operation declares their status otherwise than they are sent. */
function otherRefusals(contract: Contract): Remark[] {
  const { api, operation } = contract;
  return [...api.refusals.values()].flatMap((rule) => {
    const response = contract.responseFor(rule.status);
    if (!response || !mayHappen(rule, operation) || !isHeldTo(operation, rule.status, rule)) return [];
    const [first] = asSent(contract, rule, response);
    if (!first) return [];
    const text = `${operation.id} declares its ${rule.status} otherwise than x-mock.refusal and refusals.yaml have it: ${sentence(first)}; such a refusal cannot be sent`;
    return [{ node: response.node, text }];
  });
}

function asSent(contract: Contract, rule: RefusalRule, { headers }: Response): Violation[] {
  const { api, operation } = contract;
  const at = { path: operation.path, timestamp: '2026-01-01T00:00:00.000Z' };
  const filled = fillEnvelope(api, rule, {
    ...at,
    errors: [{ field: 'field', message: 'is wrong' }],
    values: {},
  });
  const sent = {
    'content-type': 'application/json',
    ...lowerCase(api.headers),
    ...lowerCase(filled.headers),
  };
  const own = new Set(headers.map(({ name }) => name.toLowerCase()));
  const violations = contract.checkAnswer({ status: rule.status, headers: sent, body: filled.body });
  // Which headers a refusal has is known when it is made.
  return violations.filter(({ in: part, pointer }) => part !== 'header' || !own.has(pointer.slice(1)));
}

/** Whether a stand-in refuses calls of an operation in this way, by what the operation asks for. */
function mayHappen({ name, generic, status }: RefusalRule, operation: Operation): boolean {
  if (!generic || status >= 500) return false;
  if (name.startsWith('credentials')) return operation.security.length > 0;
  if (name === 'violation') return operation.parameters.length > 0 || operation.body !== undefined;
  return (
    operation.body !== undefined && /^(malformed-json|unsupported-media-type|body-too-large)$/.test(name)
  );
}

function requestBody(api: Api, { pointer }: Operation): string {
  const at = `${pointer}/requestBody`;
  const node = follow(api.document, at) as JsonObject | undefined;
  return typeof node?.$ref === 'string' ? node.$ref.replace(/^#/, '') : at;
}

const mediaOf = (api: Api, at: string, type: string): unknown =>
  follow(api.document, `${at}/content/${escapeKey(type)}`);

const lowerCase = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
