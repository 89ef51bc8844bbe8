import { exportOpenApi } from '../../contracts/reader/export-openapi.ts';
import { type AdminCall, Wrong } from './admin-request.ts';

/** By API, what is promised: every operation with its address and where the promise comes from. */
export const listContracts: AdminCall = ({ apis, res }) => {
  const described = apis.map(({ api }) => {
    const operations = api.operations.map(({ id, method, path, summary, provenance }) => ({
      operationId: id,
      method,
      path,
      summary,
      provenance,
    }));
    const { title, prefixes, name } = api;
    return [name, { title, prefixes, openapi: `/__admin/openapi/${name}.json`, operations }];
  });
  res.json(Object.fromEntries(described));
};

/** The bundled OpenAPI 3.1 document of an API, with the address it was asked at as its server. */
export const getOpenApi: AdminCall = ({ apis, req, res }) => {
  const file = String(req.params.file);
  const found = apis.find(({ api }) => `${api.name}.json` === file);
  if (!found) {
    throw new Wrong(
      404,
      `There is no ${file} here, but ${apis.map(({ api }) => `${api.name}.json`).join(', ')}.`,
    );
  }
  res.json(exportOpenApi(found.api, `${req.protocol}://${req.headers.host}`));
};
