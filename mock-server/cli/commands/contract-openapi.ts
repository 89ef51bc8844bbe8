import { Mistake } from '../../../contracts/files/mistake.ts';
import { exportOpenApi, OPENAPI_VERSIONS } from '../../../contracts/reader/export/export-openapi.ts';
import { namedApi } from './named-api.ts';

/** Where `serve` answers unless it is told otherwise. */
const SERVED_AT = 'http://127.0.0.1:4010';

/**
 * The OpenAPI document of an API, as JSON.
 * @param name the API's; may be left out where there is one only
 * @param contracts folders with more APIs
 * @throws Mistake for an API or a version that is not there
 */
export function contractOpenApi(
  name: string | undefined,
  contracts: readonly string[],
  version: string,
): string {
  const known = OPENAPI_VERSIONS.find((one) => one === version);
  if (!known)
    throw new Mistake([{ text: `--version is ${OPENAPI_VERSIONS.join(' or ')}, not "${version}"` }]);
  return `${JSON.stringify(exportOpenApi(namedApi(name, contracts), SERVED_AT, known), undefined, 2)}\n`;
}
