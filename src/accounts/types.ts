/** The words this folder shares with the rules of confirmation; types only. */
export type { Channel, Contact, Instant } from '../transactions/model.ts';
export type { Clock, NewId } from '../transactions/ports.ts';
