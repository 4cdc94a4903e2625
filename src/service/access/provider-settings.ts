import type { Role } from "../caller.ts";

/** An identity provider (OpenID Connect), and what its claims mean here. */
export interface ProviderSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** `null` for a public client, which PKCE alone protects. */
  readonly clientSecret: string | null;
  /** What the log-in page calls it. */
  readonly label: string;
  readonly scope: string;
  /** The claim that says what people may do, such as `roles` or `groups`. */
  readonly roleClaim: string;
  /** What its values make of people here. */
  readonly roleMap: ReadonlyMap<string, Role>;
  /** For whom none of its values is mapped; `null` keeps them out. */
  readonly otherwise: Role | null;
  /** Mail domains that may come in; all when empty. */
  readonly domains: readonly string[];
}
