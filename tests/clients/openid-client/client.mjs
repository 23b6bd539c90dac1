// Takes a token from the emulator with openid-client, once with each way of naming the client, and lists customers with it.
// Usage: node client.mjs <address of the emulator>
import * as oidc from 'openid-client';

const bank = new URL(process.argv[2]);
const audience = 'https://api.crbcos.com/';

for (const [name, authentication] of [['post', oidc.ClientSecretPost], ['basic', oidc.ClientSecretBasic]]) {
  const server = await oidc.discovery(bank, 'acme', {}, authentication('secret'), { execute: [oidc.allowInsecureRequests] });
  const token = await oidc.clientCredentialsGrant(server, { audience, scope: 'customers' });
  const introspection = await oidc.tokenIntrospection(server, token.access_token);
  const customers = await oidc.fetchProtectedResource(server, token.access_token, new URL('/core/v1/cm/customers', bank), 'GET');
  const page = await customers.json();
  console.log(name, token.token_type, token.expires_in, introspection.active, introspection.scope, customers.status, page.pageNumber);
}
