import type { Contender } from './contender.ts';
import { mockserver, wiremockDefault, wiremockTuned } from './contenders/java-peers.ts';
import { jsonServer, mockoon, prismDynamic, prismStatic } from './contenders/node-peers.ts';
import {
  bareExpress,
  bareHttp,
  expressWithAjv,
  ours,
  oursInMemory,
  ref,
  refInParts,
} from './contenders/ours.ts';

/** Everybody who is measured, in the order of the table. */
export const FIELD: Contender[] = [
  ours,
  oursInMemory,
  ref,
  expressWithAjv,
  bareExpress,
  bareHttp,
  wiremockTuned,
  wiremockDefault,
  mockserver,
  prismStatic,
  prismDynamic,
  mockoon,
  jsonServer,
];

/** What a start costs, part by part. */
export const PARTS: Contender[] = [ours, oursInMemory, ref, ...[...refInParts].reverse(), bareHttp];
