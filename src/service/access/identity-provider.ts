import * as openid from "openid-client";
import { Failure } from "../../base/failure.ts";
import { type Claims, identifiedBy } from "./claims.ts";
import type { ProviderSettings } from "./provider-settings.ts";
import type { Identified } from "./single-sign-on.ts";

/** What the browser keeps between leaving for the provider and coming back. */
interface Leaving {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Single sign-on as the HTTP door needs it. */
export interface SingleSignOn {
  readonly label: string;
  /** Where to send the browser. Throws `single_sign_on_unreachable`. */
  leave(redirectUri: string): Promise<{ readonly url: string; readonly leaving: Leaving }>;
  /** Who came back. Throws `single_sign_on_refused`, `single_sign_on_unreachable`. */
  comeBack(address: URL, leaving: Leaving): Promise<Identified>;
}

type Discovered = () => Promise<openid.Configuration>;

/** Sets up single sign-on; the provider is asked for its addresses when somebody first comes. */
export function identityProvider(
  settings: ProviderSettings,
  fetch: typeof globalThis.fetch,
): SingleSignOn {
  const discovered = remembered(() => discover(settings, fetch));
  return {
    label: settings.label,
    leave: (redirectUri) => leave(discovered, settings, redirectUri),
    comeBack: (address, leaving) => comeBack(discovered, settings, { address, leaving }),
  };
}

/** Asks once; again only after a failure. */
function remembered(ask: Discovered): Discovered {
  let asked: Promise<openid.Configuration> | null = null;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

async function discover(
  { issuer, clientId, clientSecret }: ProviderSettings,
  fetch: typeof globalThis.fetch,
): Promise<openid.Configuration> {
  const auth = clientSecret === null ? openid.None() : openid.ClientSecretPost(clientSecret);
  // What is on this machine itself, a test or a proxy, need not be encrypted; nothing else is asked in the open.
  const execute = issuer.protocol === "http:" ? [openid.allowInsecureRequests] : [];
  try {
    return await openid.discovery(issuer, clientId, undefined, auth, {
      execute,
      timeout: 15,
      [openid.customFetch]: (url, { body, ...options }) =>
        fetch(url, { ...options, ...(body === undefined ? {} : { body }) }),
    });
  } catch (cause) {
    throw unreachable(issuer, cause);
  }
}

async function leave(discovered: Discovered, settings: ProviderSettings, redirectUri: string) {
  const leaving: Leaving = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
  };
  const url = openid.buildAuthorizationUrl(await discovered(), {
    redirect_uri: redirectUri,
    scope: settings.scope,
    state: leaving.state,
    nonce: leaving.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(leaving.verifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, leaving };
}

async function comeBack(
  discovered: Discovered,
  settings: ProviderSettings,
  { address, leaving }: { readonly address: URL; readonly leaving: Leaving },
): Promise<Identified> {
  const configuration = await discovered();
  const claims = await claimsOf(configuration, settings, { address, leaving });
  return identifiedBy(claims, settings);
}

async function claimsOf(
  configuration: openid.Configuration,
  settings: ProviderSettings,
  { address, leaving }: { readonly address: URL; readonly leaving: Leaving },
): Promise<Claims> {
  try {
    const tokens = await openid.authorizationCodeGrant(configuration, address, {
      expectedState: leaving.state,
      expectedNonce: leaving.nonce,
      pkceCodeVerifier: leaving.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new TypeError("no ID token");
    if (tellsEnough(claims, settings)) return claims;
    return { ...(await userInfo(configuration, tokens.access_token, claims.sub)), ...claims };
  } catch (cause) {
    throw notProven(settings.issuer, cause);
  }
}

/** Some providers tell the name and the groups only when asked again. */
function tellsEnough(claims: Claims, { roleClaim }: ProviderSettings): boolean {
  return claims["preferred_username"] !== undefined && claims[roleClaim] !== undefined;
}

async function userInfo(configuration: openid.Configuration, token: string, subject: string) {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
  // Who they are is proven already; what is still missing is told when their role is decided.
  return openid.fetchUserInfo(configuration, token, subject).catch(() => ({}));
}

function unreachable({ host }: URL, cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `Cannot log in by single sign-on: the identity provider at ${host} does not describe itself (${reason}). Try again; if it stays, check --oidc-issuer.`;
  return new Failure(message, { code: "single_sign_on_unreachable", retryable: true, cause });
}

function notProven({ host }: URL, cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `Cannot log in by single sign-on: what came back from ${host} does not prove who you are (${reason}). Begin again at the log-in page.`;
  return new Failure(message, { code: "single_sign_on_refused", retryable: false, cause });
}
