// The part that the publisher and the worker share: the queue's name, the connection, and one answer for each line of input.
import { createInterface } from 'node:readline';

export const name = 'webhooks';
export const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT), maxRetriesPerRequest: null };

/** Answers each line of JSON until the input ends, and exits then, so that no process outlives the benchmark. */
export async function serve(answer) {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
  }

  process.exit(0);
}
