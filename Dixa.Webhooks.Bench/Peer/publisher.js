// Adds events to the queue in arrays, from several loops at once. Each loop adds its next array when the last one is stored.
import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import { connection, name, serve } from './queue.js';

const minute = 60_000;
const options = { attempts: 5, backoff: { type: 'fixed', delay: minute }, removeOnComplete: true };

await serve(async ({ Event, Count, ArrayLength, Connections }) => {
  const event = JSON.parse(Event);
  const startedAt = process.hrtime.bigint();
  let left = Count;
  await Promise.all(Array.from({ length: Connections }, async () => {
    const queue = new Queue(name, { connection });
    while (left > 0) {
      const length = Math.min(left, ArrayLength);
      left -= length;
      await queue.addBulk(Array.from({ length }, () => ({ name: event.event_fqn, data: { ...event, event_id: randomUUID() }, opts: options })));
    }

    await queue.close();
  }));
  return { StartedAt: Number(startedAt) };
});
