// FlowX calls as a front end makes them, with the ids of the world that ships.
import type { Express } from 'express';
import request from 'supertest';

export const WORKSPACE = '2ae77b6a-d284-4a0b-ab23-ceaa364c7122';
export const APPLICATION = 'dbe0ab87-539b-4015-962d-6e73226b9e58';
export const NEVER_BUILT = '5e6f7a8b-9c0d-4e1f-a2b3-c4d5e6f7a8b9';
export const BUILD = '7d5560be-3846-49fa-9c17-4059c54c7c5f';
export const OLDER_BUILD = '0b1f2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
const RESOURCE = '66e74ea1-0775-42b4-b27e-a4a21ea78dfc';
export const INSTANCE = '24cb4216-83a4-4782-84cb-d702b54b9b7d';
export const TOKEN = 'Bearer a-token-of-somebody';

export interface Place {
  workspace?: string;
  application?: string;
  build?: string;
  process?: string;
  resource?: string;
}

/** An application in process, or the address of a served one. */
export type Target = Express | string;

const part = encodeURIComponent;

export const byName = ({ workspace = WORKSPACE, application = APPLICATION, process }: Place = {}) =>
  `/api/runtime/wks/${part(workspace)}/app/${part(application)}/process-name/${part(process ?? 'customer_onboarding')}/start`;

export const byBuild = ({ application = APPLICATION, build = BUILD, process }: Place = {}) =>
  `/api/runtime/app/${part(application)}/build/${part(build)}/process-name/${part(process ?? 'customer_onboarding')}/start`;

export const copying = (source: string, place: Place = {}) => `${byName(place)}/copyDataFrom/${part(source)}`;

export const inheriting = (source: string, place: Place = {}) => {
  const { workspace = WORKSPACE, application = APPLICATION, resource = RESOURCE } = place;
  return `/api/runtime/wks/${part(workspace)}/app/${part(application)}/rdi/${part(resource)}/start/inherit-from/${part(source)}`;
};

export const buildInfo = ({ workspace = WORKSPACE, application = APPLICATION }: Place = {}) =>
  `/api/runtime/wks/${part(workspace)}/app/${part(application)}/build/info`;

export const buildInfoOf = (uuid: string) => `/api/runtime/process-instance/${part(uuid)}/build/info`;

/** A complete POST; the platform is sent always, as renderers do. Written here: supertest loses a member `__proto__`. */
export const post = (target: Target, path: string, body: object = {}) =>
  request(target)
    .post(path)
    .set('Authorization', TOKEN)
    .set('Flowx-Platform', 'web')
    .set('Content-Type', 'application/json')
    .send(JSON.stringify(body));

export const get = (target: Target, path: string) => request(target).get(path).set('Authorization', TOKEN);

/** What the control plane knows of an instance. */
export async function dataOf(target: Target, uuid: string): Promise<unknown> {
  return (await request(target).get(`/__admin/instances/${uuid}`)).body.data;
}
