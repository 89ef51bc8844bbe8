import { exportOpenApi } from '../../contracts/reader/export.ts';
import type { AdminCall } from './call.ts';
import { sendProblem } from './send-problem.ts';

/** By API, what is promised: every operation with its address and where the promise comes from. */
export const contracts: AdminCall =
  ({ apis }) =>
  (_req, res) => {
    const described = apis.map(({ api }) => {
      const operations = api.operations.map(({ id, method, path, summary, provenance }) => ({
        operationId: id,
        method,
        path,
        summary,
        provenance,
      }));
      return [
        api.name,
        {
          title: api.title,
          prefixes: api.prefixes,
          openapi: `/__admin/openapi/${api.name}.json`,
          operations,
        },
      ];
    });
    res.json(Object.fromEntries(described));
  };

/** The bundled OpenAPI 3.1 document of an API, with the address it was asked at as its server. */
export const openapi: AdminCall =
  ({ apis }) =>
  (req, res) => {
    const file = String(req.params.file);
    const found = apis.find(({ api }) => `${api.name}.json` === file);
    if (found) return void res.json(exportOpenApi(found.api, `${req.protocol}://${req.headers.host}`));
    const names = apis.map(({ api }) => `${api.name}.json`).join(', ');
    sendProblem(res, 404, `There is no ${file} here, but ${names}.`);
  };
