import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen } from "../src/http/listen.ts";
import { identityProvider } from "../src/service/access/identity-provider.ts";
import type { ProviderSettings } from "../src/service/access/provider-settings.ts";
import type { Role } from "../src/service/caller.ts";
import { type Guarded, openGuarded } from "./support/guarded.ts";
import {
  client,
  type RunningProvider,
  startIdentityProvider,
} from "./support/identity-provider.ts";
import { Walker } from "./support/walker.ts";

let provider: RunningProvider;
let guarded: Guarded;
let origin = "";

function settings(changes: Partial<ProviderSettings> = {}): ProviderSettings {
  return {
    issuer: provider.issuer,
    clientId: client.id,
    clientSecret: client.secret,
    label: "Acme <SSO>",
    scope: "openid profile email",
    roleClaim: "groups",
    roleMap: new Map<string, Role>([
      ["secops", "editor"],
      ["admins", "administrator"],
    ]),
    otherwise: null,
    domains: ["acme.example"],
    ...changes,
  };
}

beforeAll(async () => {
  provider = await startIdentityProvider();
  guarded = await openGuarded({ singleSignOn: identityProvider(settings(), fetch) });
  origin = await listen(guarded.server, { port: 0 });
  provider.allow(`${origin}/login/single-sign-on/callback`);
});

afterAll(async () => {
  await guarded?.close();
  await provider?.close();
});

/** Goes to the provider, logs in there and agrees, up to the way back. */
async function throughProvider(walker: Walker, subject: string, next = "/"): Promise<string> {
  const start = `${origin}/login/single-sign-on?next=${encodeURIComponent(next)}`;
  const back = /\/login\/single-sign-on\/callback\?/;
  const asked = await walker.go(start, { until: back });
  const action = (html: string): string => /action="([^"]+)"/.exec(html)?.[1] ?? "";
  const login = { prompt: "login", login: subject, password: "any" };
  const agreeing = await walker.go(new URL(action(asked.text), asked.url).href, {
    form: login,
    until: back,
  });
  if (back.test(agreeing.url)) return agreeing.url;
  const done = await walker.go(new URL(action(agreeing.text), agreeing.url).href, {
    form: { prompt: "consent" },
    until: back,
  });
  return done.url;
}

async function enter(subject: string, next?: string) {
  const walker = new Walker();
  const back = await throughProvider(walker, subject, next);
  const landed = await walker.go(back);
  const session = await fetch(`${origin}/api/v1/session`, {
    headers: { cookie: walker.cookieFor(origin) },
  });
  const { caller } = (await session.json()) as { caller: { name: string; role: Role } | null };
  return { landed, caller, back, walker };
}

describe("single sign-on", () => {
  test("is offered on the log-in page, by its name", async () => {
    const page = await (await fetch(`${origin}/login?next=/a`)).text();
    expect(page).toContain("Log in with Acme &lt;SSO&gt;");
    expect(page).toContain('href="/login/single-sign-on?next=%2Fa"');
  });

  test("lets in whom the provider vouches for, with the role that a claim gives", async () => {
    provider.people.set("1", { name: "Ada", email: "ada@acme.example", groups: ["all", "secops"] });
    const { landed, caller } = await enter("1", "/changes?since=1");
    expect(caller).toMatchObject({ name: "ada@acme.example", role: "editor" });
    expect(landed.url).toBe(`${origin}/changes?since=1`);
  });

  test("knows somebody again who was renamed, and takes the role of today", async () => {
    provider.people.set("1", {
      name: "Ada L.",
      email: "ada.l@acme.example",
      groups: ["admins", "secops"],
    });
    const { caller } = await enter("1");
    expect(caller).toMatchObject({ name: "ada@acme.example", role: "administrator" });
  });

  test.each([
    ["of another domain", { email: "eve@evil.example" }, "of no domain that may come in"],
    [
      "with an address that nobody verified",
      { email: "eve@acme.example", verified: false },
      "of no domain that may come in",
    ],
    ["without a role", { groups: ["all"] }, "gives no role here"],
  ])("keeps out somebody %s", async (_who, changes, reason) => {
    const person = { name: "Eve", email: "eve@acme.example", groups: ["secops"], ...changes };
    provider.people.set("2", person);
    const { landed, caller } = await enter("2");
    expect(caller).toBeNull();
    expect(landed).toMatchObject({ status: 403 });
    expect(landed.text).toContain(reason);
    expect(await guarded.verbs()).toContain("access.log_in_refused");
  });

  test("makes nobody into a user who has a password here", async () => {
    await guarded.makeUser("root@acme.example", "administrator");
    provider.people.set("3", {
      name: "Not root",
      email: "root@acme.example",
      groups: ["secops"],
    });
    const { landed, caller } = await enter("3");
    expect(caller).toBeNull();
    expect(landed.text).toContain("another user called root@acme.example");
  });

  test("a way back that another browser began, or that was used, lets nobody in", async () => {
    const { back, walker } = await enter("1");
    const stolen = await new Walker().go(back);
    expect(stolen.status).toBe(403);
    expect(stolen.text).toContain("this browser did not begin it");
    const again = await walker.go(back);
    expect(again.status).toBe(403);
    const victim = new Walker();
    await victim.go(`${origin}/login/single-sign-on`, { until: /\/interaction\// });
    const mixed = await victim.go(back);
    expect(mixed.status).toBe(403);
    expect(mixed.text).toContain("does not prove who you are");
  });

  test("a provider that says no is told in its words", async () => {
    const walker = new Walker();
    await walker.go(`${origin}/login/single-sign-on`, { until: /\/interaction\// });
    const refused = await walker.go(
      `${origin}/login/single-sign-on/callback?error=access_denied&error_description=not%20today`,
    );
    expect(refused.status).toBe(403);
    expect(refused.text).toContain("Begin again at the log-in page");
  });

  test("a provider that is not there is a failure that says so, and is asked again", async () => {
    const issuer = new URL("http://127.0.0.1:9/");
    const away = identityProvider(settings({ issuer }), fetch);
    const attempt = () => away.leave("http://localhost/login/single-sign-on/callback");
    await expect(attempt()).rejects.toMatchObject({
      code: "single_sign_on_unreachable",
      retryable: true,
    });
    await expect(attempt()).rejects.toThrow("127.0.0.1:9 does not describe itself");
  });
});
