// A real OpenID Connect provider on a loopback port, set up as ID-porten or as HelseID, for the whole application.
// Usage: node provider.mjs '{"role": "idporten", "client": {...client metadata...}}'
// Prints one line, {"issuer": "http://127.0.0.1:PORT"}, when it answers. login_hint chooses the person; without one, and
// with nobody signed in, the person cancels. It keeps a browser signed in, as ID-porten does.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const { role, client } = JSON.parse(process.argv[2]);
const strict = role === 'helseid';
const scopeOf = (name) => `helseid://scopes/identity/${name}`;
const claimOf = (name) => `helseid://claims/identity/${name}`;

const patient = (pid, name, acr = 'idporten-loa-high', amr = 'BankID') => ({ acr, amr: [amr], claims: { pid, name } });
const staff = (pid, name, level = '4') => ({ amr: ['pwd'], claims: { name, [claimOf('pid')]: pid, [claimOf('security_level')]: level } });
const PEOPLE = strict
  ? { maren: staff('03819099919', 'Maren Vik'), svak: staff('03819099919', 'Maren Vik', '3'), fremmed: staff('07819099884', 'Frode Fremmed') }
  : {
    kari: patient('04819099958', 'Kari Fjell'),
    navnlos: patient('06819099845', undefined),
    lav: patient('04819099958', 'Kari Fjell', 'idporten-loa-substantial', 'Minid-PIN'),
    'maren-privat': patient('03819099919', 'Maren Vik'),
  };

function settings() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [client],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'signing', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(16).toString('hex')], long: { sameSite: 'none' } },
    enableHttpPostMethods: true,
    acrValues: ['idporten-loa-substantial', 'idporten-loa-high'],
    claims: {
      openid: ['sub', 'pid', 'amr', 'auth_time'],
      profile: ['name'],
      acr: null,
      sid: null,
      [scopeOf('pid')]: [claimOf('pid')],
      [scopeOf('security_level')]: [claimOf('security_level')],
    },
    conformIdTokenClaims: strict,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: strict },
      dPoP: { enabled: strict, nonceSecret: randomBytes(32), requireNonce: () => strict },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: (ctx, form) => { ctx.body = form; } },
    },
    // The provider never calls loopback by itself, which is right of it; here our back-channel address is there.
    fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id].claims }) }),
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  };
}

// What was asked each time somebody met a sign-in page; the tests read it at /seen.
const seen = [];

async function signIn(provider, ctx) {
  const { params, session } = await provider.interactionDetails(ctx.req, ctx.res);
  const accountId = params.login_hint ?? session?.accountId;
  seen.push({ ...params, accountId });
  if (!PEOPLE[accountId]) {
    return provider.interactionFinished(ctx.req, ctx.res, { error: 'access_denied' });
  }
  const grant = new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  // Made to sign in anew, everybody takes her BankID.
  const { acr, amr } = params.prompt === 'login' && !strict ? PEOPLE.kari : PEOPLE[accountId];
  const result = { login: { accountId, acr, amr, remember: true }, consent: { grantId: await grant.save() } };
  return provider.interactionFinished(ctx.req, ctx.res, result);
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, settings());
  provider.use(async (ctx, next) => {
    if (ctx.path === '/seen') {
      ctx.body = seen;
    } else if (ctx.path.startsWith('/interaction/')) {
      ctx.respond = false;
      await signIn(provider, ctx);
    } else {
      await next();
    }
  });
  for (const event of ['server_error', 'backchannel.error']) {
    provider.on(event, (...about) => console.error(event, ...about.filter((one) => one instanceof Error).map((one) => one.cause ?? one)));
  }
  server.on('request', provider.callback());
  console.log(JSON.stringify({ issuer }));
});
process.stdin.on('end', () => process.exit(0)).resume(); // gone with the test that started it
