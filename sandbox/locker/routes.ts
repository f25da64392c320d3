/** The locker's own HTTP interface, as its maker would offer it. */

import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { Locker } from './locker.ts';

const openShape = Type.Object({ locker: Type.String({ minLength: 1, maxLength: 200 }) });

/** `POST /locker/open {locker}` with an `Idempotency-Key`; `GET /locker` lists the openings. */
export const lockerRoutes =
  (locker: Locker): FastifyPluginAsync =>
  async (app) => {
    app.get('/locker', async () => ({ openings: locker.openings() }));

    app.post('/locker/open', async (request, reply) => {
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
        return refuse(reply, 400, 'Send an Idempotency-Key header: the same key opens the door once.');
      }
      if (!Value.Check(openShape, request.body)) return refuse(reply, 400, 'Send {"locker": "…"}.');
      const opened = await locker.open(request.body.locker, key);
      if (locker.faults.answerLost && opened.type === 'opened') {
        reply.hijack();
        reply.raw.destroy();
        return reply;
      }
      switch (opened.type) {
        case 'opened':
          return reply.code(200).send({ ...opened.opening, repeated: opened.isRepeat });
        case 'key_reused':
          return refuse(reply, 422, 'This Idempotency-Key was used for another locker.');
        case 'down':
          return refuse(reply, 503, 'The locker is out of order for now.');
        default:
          throw new Error(`no such outcome: ${opened satisfies never}`);
      }
    });
  };

const refuse = (reply: FastifyReply, status: number, error: string) => reply.code(status).send({ error });
