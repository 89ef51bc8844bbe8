import { isObject, type Json } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import type { Request } from '../../reader/calls/request.ts';

/** What runtime expressions can refer to. */
export interface Scope {
  inputs: Record<string, Json>;
  /** Outputs by step. */
  steps: Record<string, Record<string, Json>>;
  /** The exchange at hand. */
  status?: number;
  request?: Request;
  headers?: Record<string, string>;
  body?: Json | undefined;
}

/** A request, its answer, and the answer's body where it is JSON. */
interface Seen {
  request: Request;
  received: { status: number; headers: Record<string, string> };
  json: Json | undefined;
}

/** The scope with a request and its answer in it. */
export function seenIn(scope: Scope, { request, received, json }: Seen): Scope {
  return { ...scope, request, status: received.status, headers: received.headers, body: json };
}

/** An expression that is none of the subset that contracts/README.md lists. */
export class UnknownExpression extends Error {
  override readonly name = 'UnknownExpression';
}

/**
 * The value of a runtime expression of Arazzo 1.0.1; undefined where there is none.
 * @throws UnknownExpression
 */
export function evaluate(expression: string, scope: Scope): Json | undefined {
  const [, source = '', rest = ''] = /^\$([A-Za-z]+)(?:\.(.+))?$/s.exec(expression) ?? [];
  switch (source) {
    case 'statusCode':
      return scope.status;
    case 'inputs':
      return own(scope.inputs, rest);
    case 'steps': {
      const [, step = '', name = ''] = /^([^.]+)\.outputs\.(.+)$/.exec(rest) ?? [];
      return own(scope.steps[step] ?? {}, name);
    }
    case 'response':
      return part(rest, { header: scope.headers ?? {} }, scope.body);
    case 'request': {
      const { path = {}, query = {}, headers = {}, body } = scope.request ?? {};
      return part(rest, { path, query, header: headers }, body);
    }
    default:
      throw new UnknownExpression(`${expression} is no runtime expression of the subset read here`);
  }
}

/** A value with every runtime expression in it replaced: `$inputs.x` as a whole, `{$inputs.x}` inside a text. */
export function filled(template: Json, scope: Scope): Json | undefined {
  if (typeof template === 'string') {
    if (/^\$[a-z]/.test(template)) return evaluate(template, scope);
    return template.replace(/\{(\$[^}]+)\}/g, (_, expression: string) =>
      String(evaluate(expression, scope) ?? ''),
    );
  }
  if (Array.isArray(template)) return template.map((item) => filled(item, scope) ?? null);
  if (!isObject(template)) return template;
  const members = Object.entries(template).map(([name, value]) => [name, filled(value, scope)] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined)) as Json;
}

function part(
  rest: string,
  places: Record<string, Record<string, string | string[]>>,
  body: Json | undefined,
): Json | undefined {
  if (rest === 'body') return body;
  if (rest.startsWith('body#')) return follow(body, rest.slice('body#'.length)) as Json | undefined;
  const [, place = '', name = ''] = /^([a-z]+)\.(.+)$/.exec(rest) ?? [];
  const members = places[place];
  if (!members) throw new UnknownExpression(`${rest} is no part of a message that is read here`);
  return own(members, name) ?? own(members, name.toLowerCase());
}

function own<T>(holder: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(holder, name) ? holder[name] : undefined;
}
