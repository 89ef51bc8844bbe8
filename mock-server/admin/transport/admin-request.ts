import type { Request, Response } from 'express';
import type { WorldInstances } from '../../simulation/instances/world-instances.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import type { World } from '../../worlds/world.ts';

/** What a call of the control plane works with. */
export interface AdminContext extends Simulation {
  /** Whether nothing may be changed. */
  readOnly: boolean;
  /** The world the call is about. */
  world: World;
  /** Its instances as they are at this moment. */
  instances: WorldInstances;
  req: Request;
  res: Response;
}

/** A call of the control plane. It answers, or throws a `Wrong`. */
export type AdminCall = (context: AdminContext) => void | Promise<void>;

/** A call that cannot be done; it becomes an RFC 9457 problem. */
export class Wrong extends Error {
  override readonly name = 'Wrong';
  readonly status: number;
  readonly more: Record<string, unknown>;

  constructor(status: number, detail: string, more: Record<string, unknown> = {}) {
    super(detail);
    this.status = status;
    this.more = more;
  }
}
