import { bundledApis, loadApis } from '../../../../dist/contracts/reader/read-api.js';
import { newAjv } from '../../../../dist/contracts/schema/judging/json-schema-compiler.js';

/** The stand-in's own compiled schemas for startProcessByBuild, as ajv gives them. */
export function startValidators() {
  const api = loadApis([bundledApis()]).find(({ name }) => name === 'flowx');
  const operation = api.operations.find(({ id }) => id === 'startProcessByBuild');
  const exact = newAjv().addSchema(api.document, api.name);
  const coercing = newAjv({ texts: true }).addSchema(api.document, api.name);
  const schemaAt = (ajv, pointer) => ajv.compile({ $ref: `${api.name}#${encodeURI(pointer)}` });
  const members = (place) => {
    const some = operation.parameters.filter((parameter) => parameter.in === place);
    const named = (name) => (place === 'header' ? name.toLowerCase() : name);
    const properties = Object.fromEntries(
      some.map(({ name, pointer }) => [named(name), { $ref: `${api.name}#${encodeURI(pointer)}` }]),
    );
    const required = some.filter((one) => one.required).map(({ name }) => named(name));
    return coercing.compile({ type: 'object', properties, required });
  };
  return {
    path: members('path'),
    headers: members('header'),
    body: schemaAt(exact, operation.body.content['application/json'].pointer),
    answer: schemaAt(exact, operation.responses.get('200').content['application/json'].pointer),
  };
}
