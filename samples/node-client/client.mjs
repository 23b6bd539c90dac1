// Registers for webhooks, onboards a customer, verifies what comes, and opens an account with money in it, with nothing but Node 18 or newer.
//
//   node client.mjs [http://localhost:5080]
//
// Exits with 0 when all three events have come and a cleared customer has its account, with 1 when something is refused or does not come within 30 seconds.

import { createServer } from 'node:http';
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

const bank = process.argv[2] ?? 'http://localhost:5080';
const partnerId = process.env.PARTNER_ID ?? randomUUID();
const secret = process.env.SIGNING_SECRET ?? 'Y3Jvc3NyaXZlci1lbXVsYXRvci1zaWduaW5nLXNlY3JldA==';
const productId = process.env.PRODUCT_ID ?? '3f6c1d52-8e07-4b9a-a1c4-aef500a4cb80'; // Personal checking.
const events = ['Core.Customer.Onboarded', 'Core.Customer.PepScan.Changed', 'Core.Customer.Ofac.Changed'];

// The HMAC is of the exact bytes that came: JSON that was read and written again is another body.
function verifies(header, body) {
  const parts = (header ?? '').split(',').map((part) => part.trim());
  const time = parts.find((part) => part.startsWith('t:'))?.slice(2);
  const signature = parts.find((part) => part.startsWith('v1:'))?.slice(3);
  if (!time || !signature) return false;

  const expected = createHmac('sha256', Buffer.from(secret, 'base64')).update(`${time}.`).update(body).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function call(method, path, body, headers = {}) {
  const response = await fetch(new URL(path, bank), {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} → ${response.status} ${text}`);
  return text && JSON.parse(text);
}

async function takeToken() {
  const response = await fetch(new URL('/connect/token', bank), {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'node-client', client_secret: 'any', audience: 'https://api.crbcos.com/' }),
  });
  if (!response.ok) throw new Error(`no token: ${response.status} ${await response.text()}`);
  return (await response.json()).access_token;
}

// Answers first, and reads afterwards. An event says only that something has changed; the customer says what.
function listen(onEvent) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (!verifies(request.headers['cos-signature'], body)) {
      response.writeHead(401).end();
      return;
    }

    response.writeHead(200).end();
    onEvent(JSON.parse(body));
  });
  return new Promise((resolve) => server.listen(0, () => resolve(server)));
}

// The bank opens accounts only for customers that have an address and a phone and whose OFAC status is Clear. Amounts are in cents.
async function openAccount(customer) {
  const body = { customerId: customer.id, productId, title: customer.name.fullName };
  const { accountNumber } = await call('POST', '/core/v1/dda/accounts', body, { 'idempotency-key': randomUUID() });
  await call('POST', '/wires/v1/payments/simulations', { accountNumber, amount: 50_000 }, { 'idempotency-key': randomUUID() });
  return call('GET', `/core/v1/dda/accounts/${accountNumber}`);
}

let token, server, decide, giveUp;
const decision = new Promise((resolve, reject) => { decide = resolve; giveUp = reject; });
decision.catch(() => {}); // Told below, also when it comes before anybody waits for it.
const limit = setTimeout(() => giveUp(new Error('no result within 30 seconds')), 30_000);
const expected = new Set(events);

async function take(event) {
  console.log(`${event.eventName} verified`);
  for (const resource of event.resources) {
    const customer = await call('GET', `/${resource}`);
    expected.delete(event.eventName);
    if (expected.size === 0) decide(customer);
  }
}

try {
  token = await takeToken();
  server = await listen((event) => take(event).catch(giveUp));
  for (const eventName of events) {
    const callbackUrl = `http://localhost:${server.address().port}/hooks`;
    await call('POST', '/webhooks/v1/registrations', { partnerId, eventName, callbackUrl });
  }

  const customer = await call('POST', '/core/v1/cm/customers', {
    partnerId,
    classification: 'Personal',
    name: { firstName: 'Peter', lastName: 'Griffin' },
    profile: { regO: false, politicallyExposedPerson: false, taxIdType: 'Ssn', taxId: '119988776', birthDate: '1953-09-22', riskRating: 'Low' },
    primaryAddress: {
      addressType: 'Home', classification: 'Residential', street1: '123 Maple Street', city: 'New York', state: 'NY', postalCode: '10025', countryCode: 'US',
    },
    primaryPhone: { phoneType: 'Mobile', phoneNumber: '2015550123' },
  }, { 'idempotency-key': randomUUID() });
  console.log(`${customer.name.fullName} created`);

  const onboarded = await decision;
  console.log(`ofac ${onboarded.ofac}, pepScan ${onboarded.pepScan}`);
  if (onboarded.ofac === 'Clear') {
    const account = await openAccount(onboarded);
    console.log(`account ${account.status}, ${account.currentBalance} cents`);
  }
} catch (error) {
  console.error(error.cause?.message ?? error.message);
  process.exitCode = 1;
} finally {
  clearTimeout(limit);
  server?.close();
  server?.closeAllConnections?.();
}
