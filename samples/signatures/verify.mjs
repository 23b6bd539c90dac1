// node verify.mjs SECRET COS-SIGNATURE < BODY        exits with 0 when the signature verifies, else with 1

import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';

export function verifies(header, body, secret) {
  const parts = header.split(',').map((part) => part.trim());
  const time = parts.find((part) => part.startsWith('t:'))?.slice(2);
  const signature = parts.find((part) => part.startsWith('v1:'))?.slice(3);
  if (!time || !signature) return false;

  const key = Buffer.from(secret, 'base64');
  const expected = createHmac('sha256', key).update(`${time}.`).update(body).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const [secret, header] = process.argv.slice(2);
process.exitCode = verifies(header, readFileSync(0), secret) ? 0 : 1;
