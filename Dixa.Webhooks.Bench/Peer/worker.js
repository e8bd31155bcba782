// Sends each event with a signature over its time and its bytes, like the application. A response other than 2xx or 3xx is a failed attempt.
import { createHmac, randomBytes } from 'node:crypto';
import { Worker } from 'bullmq';
import { Agent, request } from 'undici';
import { connection, name, serve } from './queue.js';

const secret = randomBytes(32);
const concurrency = Number(process.env.CONCURRENCY);
const dispatcher = new Agent({ connections: concurrency });

async function send(job) {
  const body = JSON.stringify(job.data);
  const time = Date.now();
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  const { statusCode, body: response } = await request(process.env.ENDPOINT, {
    method: 'POST',
    dispatcher,
    headersTimeout: 10_000,
    headers: { 'content-type': 'application/json', 'x-dixa-signature': `t=${time},v1=${signature}` },
    body,
  });
  await response.dump();
  if (statusCode < 200 || statusCode > 399) {
    throw new Error(`The endpoint responded with ${statusCode}.`);
  }
}

const worker = new Worker(name, send, { connection, concurrency });
await worker.waitUntilReady();
await serve(() => ({}));
