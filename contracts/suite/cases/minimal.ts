import type { Json } from '../../files/json.ts';
import { isObject, type JsonObject } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import { bodyMediaOf } from '../../reader/calls/body-media.ts';
import { problemsOf } from '../../reader/calls/good-request.ts';
import { resolved } from '../../reader/calls/with-target-values.ts';
import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, single } from './case.ts';

/** A body with nothing in it but what is required. Where the target has bodies of its own, no other is tried. */
export function minimalCases(good: AcceptedRequests): Case[] {
  const { contract, target } = good;
  const media = bodyMediaOf(contract.operation)?.media;
  const whole = good.request({}).body;
  if (media?.pointer === undefined || target.bodies || !isObject(whole)) return [];
  const { document } = contract.api;
  const schema = resolved(document, (follow(document, media.pointer) ?? {}) as JsonObject);
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const body: Json = Object.fromEntries(Object.entries(whole).filter(([name]) => required.has(name)));
  // Where other keywords want more than `required`, that is no body.
  if (problemsOf(contract, good.request({}, { body })).length > 0) return [];
  return [
    single(
      contract,
      'only what is required',
      (values) => ({ request: good.request(values, { body }), expected: { accepted: true } }),
      good.accepting,
    ),
  ];
}
