// WEBHOOK_SECRET=… node verify.mjs "t=…,v1=…" < body.json
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';

const TOLERANCE_MS = 5 * 60 * 1000; // How old a request may be; yours to choose.

// header: the value of X-DIXA-SIGNATURE. body: a Buffer of its exact bytes, before any parsing.
function isGenuine(secret, header, body) {
  if (!/^[0-9a-f]{64}$/i.test(secret)) {
    throw new Error('The secret is 64 hex digits.');
  }
  const parts = header.split(',');
  const t = parts.find(part => /^t=[0-9]{1,15}$/.test(part))?.slice(2);
  const signatures = parts.filter(part => /^v1=[0-9a-f]{64}$/.test(part)).map(part => part.slice(3));
  if (t === undefined) {
    return false;
  }
  const key = Buffer.from(secret, 'hex'); // 32 bytes, not the text.
  const expected = createHmac('sha256', key).update(`${t}.`).update(body).digest();
  if (!signatures.some(v1 => timingSafeEqual(expected, Buffer.from(v1, 'hex')))) {
    return false;
  }
  return Math.abs(Date.now() - Number(t)) <= TOLERANCE_MS; // t is in milliseconds.
}

// To try it on the command line.
const genuine = isGenuine(process.env.WEBHOOK_SECRET ?? '', process.argv[2] ?? '', readFileSync(0));
console.log(genuine ? 'genuine' : 'refused');
process.exitCode = genuine ? 0 : 1;
