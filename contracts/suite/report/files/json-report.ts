import type { Report } from '../report.ts';

/** `$id` of contracts/report.schema.json. */
export const REPORT_SCHEMA = 'https://flowx-mock.example/contracts/report.schema.json';

/** The report as it is, with the address of its schema. */
export function json(report: Report): string {
  return `${JSON.stringify({ $schema: REPORT_SCHEMA, ...report }, undefined, 2)}\n`;
}
