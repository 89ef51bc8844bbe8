import type { Json, JsonSchema } from '../../files/json.ts';
import { follow } from '../../files/pointer.ts';
import { bodyMediaOf } from '../../reader/calls/body-media.ts';
import { generate } from '../../schema/values/generate.ts';
import type { AcceptedRequests } from './accepted-request.ts';
import { type Case, single } from './case.ts';

/** Valid requests made of the schema of the body. Where the target has bodies of its own, no others are tried. */
export function generatedCases(good: AcceptedRequests, count: number, seed: string): Case[] {
  const { api, operation } = good.contract;
  const media = bodyMediaOf(operation)?.media;
  if (media?.pointer === undefined || good.target.bodies) return [];
  // Where none can be made, and none is needed, the calls that work have none.
  if (good.request({}).body === undefined) return [];
  const { pointer } = media;
  const resolve = (ref: string): JsonSchema => follow(api.document, ref.replace(/^#/, '')) as JsonSchema;
  const body = (number: number): Json =>
    generate(follow(api.document, pointer) as JsonSchema, {
      seed: `${seed}/${number}`,
      path: `${operation.id}/verify`,
      resolve,
    });
  return Array.from({ length: count }, (_, index) =>
    single(
      good.contract,
      `generated ${index + 1}`,
      (values) => ({
        request: good.request(values, { body: body(index + 1) }),
        expected: { accepted: true },
      }),
      good.accepting,
    ),
  );
}
