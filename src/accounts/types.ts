/** The words this folder shares with the rules of confirmation; types only. */
export type { Limits } from '../transactions/limits.ts';
export type { Channel, Contact, Instant, Json } from '../transactions/model.ts';
export type { Clock, NewId } from '../transactions/ports.ts';
