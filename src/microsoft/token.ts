import type { Clock, EpochMs } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { errorCode } from "./error-code.ts";
import { backoffMs, retryAfterMs } from "./retry.ts";
import { tokenRefusal, type TokenAnswer } from "./token-refusal.ts";
import { askForToken, type TokenAsker } from "./token-request.ts";

/** A token as the API takes it: opaque. */
export type AccessToken = string;

/** Who asks, and the world it asks in. */
export interface TokenOptions extends TokenAsker {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** How often a token is asked for before the failure is told; 6 when absent. */
  readonly attempts?: number | undefined;
}

interface Held {
  readonly token: AccessToken;
  readonly refreshOn: EpochMs;
}

interface Refused {
  readonly failure: Failure;
  readonly until: EpochMs;
}

type Attempt =
  | { readonly kind: "received"; readonly token: AccessToken; readonly lifeMs: number }
  | { readonly kind: "refused"; readonly failure: Failure; readonly afterMs: number };

/** A token is renewed this long before it ends, or at half its life where that is less. */
const earlyMs = 120_000;
/** Assumed where an answer does not tell: the shortest documented life. */
const unknownLifeMs = 600_000;
const attempts = 6;
/** A refusal holds for so long: steps ask one after the other, and whoever watches sign-ins looks into failed ones. */
const refusedForMs = 60_000;

/** Holds the tokens of one app registration, one per audience, and renews them in time. */
export class TokenSource {
  readonly #options: TokenOptions;
  readonly #held = new Map<string, Held>();
  readonly #refusals = new Map<string, Refused>();
  readonly #asking = new Map<string, Promise<AccessToken>>();

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  /** A token for `audience` that lives on for a while. Throws `Failure` in plain words, the same refusal for a minute. */
  async token(audience: string): Promise<AccessToken> {
    const held = this.#held.get(audience);
    if (held !== undefined && this.#options.clock.now() < held.refreshOn) {
      return held.token;
    }
    return this.#askOnce(audience);
  }

  /** A token other than `refused`, which an API did not accept. */
  async renewed(audience: string, refused: AccessToken): Promise<AccessToken> {
    const held = this.#held.get(audience);
    if (held !== undefined && held.token !== refused) {
      return this.token(audience);
    }
    this.#held.delete(audience);
    return this.#askOnce(audience);
  }

  /** One request under way per audience; whoever comes meanwhile, or soon after it was refused, shares its answer. */
  async #askOnce(audience: string): Promise<AccessToken> {
    const asking = this.#asking.get(audience);
    if (asking !== undefined) {
      return asking;
    }
    const refused = this.#refusals.get(audience);
    if (refused !== undefined && this.#options.clock.now() < refused.until) {
      throw refused.failure;
    }
    const started = this.#askNoting(audience).finally(() => this.#asking.delete(audience));
    this.#asking.set(audience, started);
    return started;
  }

  async #askNoting(audience: string): Promise<AccessToken> {
    this.#refusals.delete(audience);
    try {
      return await this.#ask(audience);
    } catch (failure) {
      const until = this.#options.clock.now() + refusedForMs;
      // What may pass is asked for again: a long run has patience with it.
      if (failure instanceof Failure && !failure.retryable) {
        this.#refusals.set(audience, { failure, until });
      }
      throw failure;
    }
  }

  async #ask(audience: string): Promise<AccessToken> {
    const { clock, random, log } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const sentOn = clock.now();
      const result = await this.#attempt(audience);
      if (result.kind === "received") {
        // A token of 30 s must work too: half its life is enough.
        const refreshOn = sentOn + Math.max(result.lifeMs - earlyMs, result.lifeMs / 2);
        this.#held.set(audience, { token: result.token, refreshOn });
        log.debug("token received", { audience, seconds: result.lifeMs / 1_000 });
        return result.token;
      }
      const { failure, afterMs } = result;
      if (!failure.retryable || attempt >= (this.#options.attempts ?? attempts)) {
        throw failure;
      }
      log.warn("token request failed, trying again", { audience, attempt, code: failure.code });
      await clock.sleep(Math.max(backoffMs(attempt, random), afterMs));
    }
  }

  async #attempt(audience: string): Promise<Attempt> {
    const { authority, clock } = this.#options;
    const api = apiOf(audience);
    try {
      const answer = await askForToken(this.#options, audience);
      const received = receivedOf(answer, clock.now());
      return received ?? this.#refused(answer, api);
    } catch (error) {
      const failure = error instanceof Failure ? error : unreachable(api, authority, error);
      return { kind: "refused", failure, afterMs: 0 };
    }
  }

  #refused(answer: TokenAnswer, api: string): Attempt {
    const { tenantId, clientId, credential, clock } = this.#options;
    const isManaged = credential.kind === "managedIdentity";
    const authority = isManaged ? "the managed identity endpoint" : this.#options.authority;
    const secretLooksLikeId = credential.kind === "secret" && guid.test(credential.secret.trim());
    const question = { tenantId, clientId, authority, api, secretLooksLikeId };
    return {
      kind: "refused",
      failure: tokenRefusal(answer, question),
      afterMs: retryAfterMs(answer.retryAfter, clock.now()) ?? 0,
    };
  }
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function apiOf(audience: string): string {
  return /graph/i.test(audience) ? "Microsoft Graph" : "WindowsDefenderATP";
}

function receivedOf({ status, body }: TokenAnswer, now: EpochMs): Attempt | null {
  const token = body.access_token;
  if (status !== 200 || typeof token !== "string" || token === "") {
    return null;
  }
  return { kind: "received", token, lifeMs: lifeOf(body, now) };
}

/** `expires_in` in seconds; managed identities also tell `expires_on`, seconds since 1970. Text or number. */
function lifeOf(body: TokenAnswer["body"], now: EpochMs): number {
  const seconds = Number(body.expires_in ?? Number.NaN);
  if (seconds >= 0) {
    return seconds * 1_000;
  }
  const life = Number(body.expires_on ?? Number.NaN) * 1_000 - now;
  return life > 0 ? life : unknownLifeMs;
}

function unreachable(api: string, authority: string, cause: unknown): Failure {
  const found = errorCode(cause);
  return new Failure(
    `Cannot get a token for ${api}: ${authority} cannot be reached (${found}). Check the network, proxy and URL.`,
    { code: "authority_unreachable", retryable: true, cause },
  );
}

/** The application permissions a token carries, `null` where it cannot be read. For diagnosis only. */
export function rolesOf(token: AccessToken): readonly string[] | null {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(token.split(".")[1] ?? "", "base64url").toString(),
    );
    if (typeof claims !== "object" || claims === null) {
      return null;
    }
    const roles: unknown = "roles" in claims ? claims.roles : [];
    return Array.isArray(roles) ? roles.filter((role) => typeof role === "string") : [];
  } catch {
    return null;
  }
}
