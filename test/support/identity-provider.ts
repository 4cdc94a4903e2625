import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** What the provider knows of somebody. */
interface Person {
  readonly name: string;
  readonly email: string;
  readonly verified?: boolean;
  readonly groups?: readonly string[];
}

/** A real OpenID provider on this machine. */
export interface RunningProvider {
  readonly issuer: URL;
  readonly people: Map<string, Person>;
  /** Where the browser is sent back to: known once the server listens. */
  allow(redirectUri: string): void;
  close(): Promise<void>;
}

export const client = { id: "defender-graph", secret: "the client's secret" };

/** Starts one; people log in with their number and any password, and agree to everything. */
export async function startIdentityProvider(): Promise<RunningProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const people = new Map<string, Person>();
  const makeProvider = (redirectUri: string): Provider =>
    new Provider(issuer.href.replace(/\/$/, ""), {
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          token_endpoint_auth_method: "client_secret_post",
          redirect_uris: [redirectUri],
          id_token_signed_response_alg: "RS256",
        },
      ],
      cookies: { keys: ["only for tests"] },
      claims: {
        openid: ["sub"],
        profile: ["name", "preferred_username", "groups"],
        email: ["email", "email_verified"],
      },
      pkce: { required: () => true },
      findAccount: (_context, sub) => {
        const person = people.get(sub);
        if (person === undefined) return undefined;
        const { name, email, verified = true, groups = [] } = person;
        return {
          accountId: sub,
          claims: () => ({
            sub,
            name,
            preferred_username: email,
            email,
            email_verified: verified,
            groups: [...groups],
          }),
        };
      },
    });
  return {
    issuer,
    people,
    allow: (redirectUri) => void server.on("request", makeProvider(redirectUri).callback()),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
