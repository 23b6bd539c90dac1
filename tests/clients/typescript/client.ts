// Onboards a person and a business and registers for an event, with types that openapi-typescript makes of docs/openapi.
import createClient from 'openapi-fetch';
import type { components as BankParts, paths as Bank } from './generated/bank.js';
import type { components as EmulatorParts, paths as Emulator } from './generated/emulator.js';

type Entry = EmulatorParts['schemas']['CallEntry'] | EmulatorParts['schemas']['ChoiceEntry'];

declare const process: { argv: string[] };

const [, , baseUrl, partnerId] = process.argv as [string, string, string, string];
const bank = createClient<Bank>({ baseUrl });
const emulator = createClient<Emulator>({ baseUrl });

function need<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) {
    throw new Error(`${answer.response.status} ${JSON.stringify(answer.error)}`);
  }

  return answer.data;
}

const token = need(await bank.POST('/connect/token', {
  body: { grant_type: 'client_credentials', client_id: 'acme', client_secret: 'secret', audience: 'https://api.crbcos.com/' },
  bodySerializer: body => new URLSearchParams(body as Record<string, string>),
}));
const headers = { Authorization: `Bearer ${token.access_token}` };

const person = need(await bank.POST('/core/v1/cm/customers', {
  headers,
  params: { header: { 'X-Emulator-Scenario': 'ofac-review' } },
  body: {
    partnerId,
    classification: 'Personal',
    name: { firstName: 'Peter', lastName: 'Griffin' },
    profile: { regO: false, politicallyExposedPerson: false, taxIdType: 'Ssn', taxId: '119988776', birthDate: '1953-09-22', riskRating: 'Low' },
  },
}));
const business = need(await bank.POST('/core/v1/cm/customers', {
  headers,
  body: {
    partnerId,
    classification: 'Business',
    name: { entityName: 'Pawtucket Brewery' },
    profile: { taxIdType: 'Ein', taxId: '964391602', dateFormed: '1972-09-23', riskRating: 'Low' },
  },
}));
const registration = need(await bank.POST('/webhooks/v1/registrations', {
  headers,
  body: { partnerId, eventName: 'Core.Customer.Onboarded', type: 'Poll' },
}));
const refused = await bank.POST('/webhooks/v1/registrations', { headers, body: { partnerId, eventName: 'Core.Customer.Ofac.Changed' } });

const customer: BankParts['schemas']['Customer'] = person;
const journal = need(await emulator.GET('/_emulator/partners/{partnerId}/journal', { params: { path: { partnerId } } }));
const entries = journal.entries as Entry[];
const calls = entries.filter(entry => entry.kind === 'call').filter(call => call.statusCode === 200 && call.operation === 'customers.create');
const choice = entries.find(entry => entry.kind === 'choice');

console.log(customer.classification, customer.name.fullName);
console.log(business.classification, business.name.entityName);
console.log(registration.type, registration.eventName);
console.log(refused.response.status, refused.error && 'errors' in refused.error ? refused.error.errors.map(error => error.message).join() : '');
console.log(calls.length, choice?.scenario);
