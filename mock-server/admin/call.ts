import type { RequestHandler } from 'express';
import type { StandIn } from '../stand-in/stand-in.ts';

/** A call of the control plane. */
export type AdminCall = (standIn: StandIn) => RequestHandler;
