import { X509Certificate } from "node:crypto";
import {
  ConfidentialClientApplication,
  ManagedIdentityApplication,
  type Configuration,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from "@azure/msal-node";
import type { Dispatcher } from "undici";
import { Failure } from "../base/failure.ts";
import type { TokenAnswer } from "./token-refusal.ts";

/** How the app proves who it is. */
export type Credential =
  | { readonly kind: "secret"; readonly secret: string }
  | {
      readonly kind: "certificate";
      /** The certificate (chain), PEM. */
      readonly certificate: string;
      /** Its private key, PEM. */
      readonly privateKey: string;
    }
  | {
      readonly kind: "managedIdentity";
      /** Of a user-assigned identity. */
      readonly clientId?: string | undefined;
    };

/** Who asks where. */
export interface TokenAsker {
  readonly authority: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential: Credential;
  readonly dispatcher: Dispatcher;
}

type Get = (url: string, options?: NetworkRequestOptions) => Promise<TokenAnswer>;

/**
 * Asks once for a token of `audience` and returns the endpoint's answer, whatever it is. msal builds the request
 * (secret, assertion, the many managed identity endpoints); the sending is ours, because msal refuses the plain-http
 * authorities of tests and loopback proxies and would retry in its own way.
 */
export async function askForToken(asker: TokenAsker, audience: string): Promise<TokenAnswer> {
  let seen: { answer: TokenAnswer } | { error: unknown } | null = null;
  const watch =
    (send: Get): Get =>
    async (url, options) => {
      try {
        const answer = await send(url, options);
        seen = { answer };
        return answer;
      } catch (error) {
        seen = { error };
        throw error;
      }
    };
  const failed = await acquire(asker, audience, networkOf(asker, watch)).catch(
    (error: unknown) => error,
  );
  return settle(seen, failed);
}

function settle(
  seen: { answer: TokenAnswer } | { error: unknown } | null,
  failed: unknown,
): TokenAnswer {
  if (seen !== null && "answer" in seen) {
    return seen.answer;
  }
  if (seen !== null) {
    throw seen.error;
  }
  // Nothing was sent: the credential itself is unusable. msal's message may quote it, so only its name is told.
  const name = failed instanceof Error ? failed.name : "no request";
  throw new Failure(
    `Cannot ask for a token: the credential cannot be used (${name}). ` +
      "Check the client id, and that certificate and private key are PEM and belong together.",
    { code: "credential_unusable", retryable: false },
  );
}

async function acquire(
  asker: TokenAsker,
  audience: string,
  networkClient: INetworkModule,
): Promise<void> {
  const system = { networkClient, disableInternalRetries: true };
  if (asker.credential.kind === "managedIdentity") {
    const userAssignedClientId = asker.credential.clientId;
    const identity = userAssignedClientId === undefined ? {} : { userAssignedClientId };
    const application = new ManagedIdentityApplication({
      managedIdentityIdParams: identity,
      system,
    });
    await application.acquireToken({ resource: audience, forceRefresh: true });
    return;
  }
  const application = new ConfidentialClientApplication({ auth: authOf(asker), system });
  await application.acquireTokenByClientCredential({
    scopes: [`${audience}/.default`],
    skipCache: true,
  });
}

/** msal is told an https authority with all its metadata, so that it discovers nothing; `rebased` puts it right. */
function authOf(asker: TokenAsker): Configuration["auth"] {
  const host = new URL(asker.authority).host;
  const base = `https://${host}/${encodeURIComponent(asker.tenantId)}`;
  return {
    clientId: asker.clientId,
    authority: base,
    knownAuthorities: [host],
    authorityMetadata: JSON.stringify({
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    }),
    ...proofOf(asker.credential),
  };
}

function proofOf(credential: Credential): Partial<Configuration["auth"]> {
  if (credential.kind === "secret") {
    return { clientSecret: credential.secret };
  }
  if (credential.kind === "managedIdentity") {
    return {};
  }
  const certificate = new X509Certificate(credential.certificate);
  return {
    clientCertificate: {
      thumbprintSha256: certificate.fingerprint256.replaceAll(":", ""),
      privateKey: credential.privateKey,
    },
  };
}

function networkOf(asker: TokenAsker, watch: (send: Get) => Get): INetworkModule {
  const send = (method: "GET" | "POST"): Get =>
    watch((url, options) => sendOnce(asker, { method, url, options }));
  const get = send("GET");
  const post = send("POST");
  return {
    sendGetRequestAsync: async (url, options) => forMsal(await get(url, options)),
    sendPostRequestAsync: async (url, options) => forMsal(await post(url, options)),
  };
}

function forMsal<Body>(answer: TokenAnswer): NetworkResponse<Body> {
  const body: Body = JSON.parse(JSON.stringify(answer.body));
  return { status: answer.status, headers: {}, body };
}

interface Sending {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly options: NetworkRequestOptions | undefined;
}

async function sendOnce(
  asker: TokenAsker,
  { method, url, options }: Sending,
): Promise<TokenAnswer> {
  const target = asker.credential.kind === "managedIdentity" ? new URL(url) : rebased(url, asker);
  const { statusCode, headers, body } = await asker.dispatcher.request({
    origin: target.origin,
    path: `${target.pathname}${target.search}`,
    method,
    headers: { ...options?.headers, accept: "application/json", "accept-encoding": "identity" },
    body: options?.body ?? null,
    headersTimeout: 30_000,
    bodyTimeout: 30_000,
  });
  const text = await body.text();
  const retryAfter = headers["retry-after"];
  return {
    status: statusCode,
    body: parseBody(text),
    retryAfter: typeof retryAfter === "string" ? retryAfter : undefined,
  };
}

/** The same path on the configured authority, which may be plain http on this machine or have a path of its own. */
function rebased(url: string, asker: TokenAsker): URL {
  return new URL(`${asker.authority}${new URL(url).pathname}`);
}

function parseBody(text: string): TokenAnswer["body"] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
