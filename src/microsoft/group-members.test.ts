import { afterEach, beforeEach, expect, test } from "vitest";
import {
  collect,
  rejection,
  startProvider,
  tenantAt,
  testClock,
  type Answer,
  type Provider,
} from "../../test/support/provider.ts";

let provider: Provider;
let asked: Map<string, number>;
beforeEach(async () => {
  provider = await startProvider();
  asked = new Map();
});
afterEach(() => provider.close());

interface Sub {
  readonly status?: number;
  readonly headers?: object;
  readonly body?: object;
}

/** Answers each group of a batch by its id and by how often it was asked. */
function serve(answer: (group: string, time: number) => Sub): void {
  provider.on("/v1.0/$batch", ({ body }): Answer => {
    const { requests } = JSON.parse(body) as { requests: { id: string; url: string }[] };
    const responses = requests.map(({ id, url }) => {
      const group = /^\/groups\/(.+)\/members\?/.exec(url)?.[1] ?? "";
      const time = (asked.get(group) ?? 0) + 1;
      asked.set(group, time);
      return { id, status: 200, headers: {}, ...answer(group, time) };
    });
    // Graph answers in any order.
    return { json: { responses: responses.toReversed() } };
  });
}

function members(ids: string, link?: string): Sub {
  const value = ids
    .split(" ")
    .filter((id) => id !== "")
    .map((id) => ({ "@odata.type": "#microsoft.graph.user", id }));
  return { body: link === undefined ? { value } : { value, "@odata.nextLink": link } };
}

async function read(groups: string) {
  const clock = testClock();
  const tenant = tenantAt(provider, { clock });
  const { items } = await collect(tenant.groupMembers(groups.split(" ")));
  const text = items.map((group) =>
    group.kind === "unread"
      ? `${group.groupId}!${group.why}`
      : `${group.groupId}:${group.members.map((member) => member.id).join(",")}`,
  );
  return { text: text.toSorted().join(" "), meter: tenant.meter(), sleeps: clock.sleeps };
}

test("twenty groups go into one request", async () => {
  serve((group) => members(`${group}-u`));
  const groups = Array.from({ length: 45 }, (_, index) => `g${index}`).join(" ");
  const { text } = await read(groups);
  expect(text.split(" ")).toHaveLength(45);
  expect(
    provider
      .to("/v1.0/$batch")
      .map(({ body }) => String(JSON.parse(body).requests.length))
      .toSorted(),
  ).toEqual(["20", "20", "5"]);
});

test("a member's kind comes from its type", async () => {
  const types = ["user", "group", "device", "servicePrincipal", "orgContact", "somethingNew"];
  serve(() => ({
    body: { value: types.map((type) => ({ "@odata.type": `#microsoft.graph.${type}`, id: type })) },
  }));
  const { items } = await collect(tenantAt(provider).groupMembers(["g"]));
  const kinds = items.flatMap((group) =>
    group.kind === "members" ? group.members.map((member) => member.kind) : [],
  );
  expect(kinds).toEqual(["user", "group", "device", "servicePrincipal", "contact", "other"]);
});

test("a throttled group alone is asked again, after the longest wait that was told", async () => {
  serve((group, time) => {
    if (group === "a" && time === 1) return { status: 429, headers: { "Retry-After": "2.5" } };
    if (group === "b" && time === 1) return { status: 503, headers: { "retry-after": "7" } };
    return members("u");
  });
  const { text, meter, sleeps } = await read("a b c");
  expect(text).toBe("a:u b:u c:u");
  expect(Object.fromEntries(asked)).toEqual({ a: 2, b: 2, c: 1 });
  expect(sleeps[0]).toBe(7_000);
  expect(meter).toMatchObject({ calls: 2, retries: 1, throttled: 1 });
});

test("a group that Graph left out of its answer is asked again", async () => {
  let batches = 0;
  provider.on("/v1.0/$batch", () => {
    batches += 1;
    return {
      json: { responses: batches === 1 ? [] : [{ id: "a", ...members("u"), status: 200 }] },
    };
  });
  expect((await read("a")).text).toBe("a:u");
});

test.each([429, 500, 503])("a group that always fails with %i is unread alone", async (status) => {
  serve((group) => (group === "a" ? { status } : members("u")));
  const { text, sleeps } = await read("a b");
  expect(text).toBe(`a!HTTP ${status} b:u`);
  expect(Object.fromEntries(asked)).toEqual({ a: 8, b: 1 });
  expect(sleeps.filter((ms) => ms > 0)).toHaveLength(7);
});

test("a group is waited for until the moment that it told", async () => {
  serve((_group, time) =>
    time === 1
      ? { status: 503, headers: { "Retry-After": "Sun, 01 Nov 2026 12:00:40 GMT" } }
      : members("u"),
  );
  const { text, sleeps } = await read("a");
  expect([text, sleeps[0]]).toEqual(["a:u", 40_000]);
});

test("a group that wants to be asked in an hour is not waited for", async () => {
  serve((group, time) => {
    if (group === "a") return { status: 429, headers: { "Retry-After": "3600" } };
    return group === "b" && time === 1 ? { status: 503 } : members("u");
  });
  const { text, sleeps } = await read("a b c");
  expect(text).toBe("a!HTTP 429 b:u c:u");
  expect(Math.max(...sleeps)).toBeLessThan(1_000);
});

test("when a hundred groups in a row fail, Graph is in trouble", async () => {
  serve((group) => (group < "g100" ? members("u") : { status: 500 }));
  const groups = Array.from(
    { length: 300 },
    (_, index) => `g${String(80 + index).padStart(3, "0")}`,
  );
  expect(await rejection(read(groups.join(" ")))).toMatchObject({
    reason: "interrupted",
    message: expect.stringContaining("100 groups in a row"),
  });
});

test("a broken answer about a group is asked for again", async () => {
  serve((_group, time) => (time === 1 ? { body: { error: {} } } : members("u")));
  expect((await read("a")).text).toBe("a:u");
});

test("a large group whose further pages fail is unread alone", async () => {
  provider.on("/v1.0/groups/a/members", () => ({ status: 500 }));
  serve((group) =>
    group === "a" ? members("u1", "/v1.0/groups/a/members?$skiptoken=2") : members("u"),
  );
  const { text } = await read("a b");
  expect(text).toMatch(/^a!Cannot read group members: the provider failed \(HTTP 500\).* b:u$/);
});

test("a large group's further pages are followed", async () => {
  provider.script("/v1.0/groups/a/members", [
    {
      json: {
        value: [{ id: "u2" }],
        "@odata.nextLink": "https://graph.microsoft.com/v1.0/groups/a/members?$skiptoken=3",
      },
    },
    { json: { value: [{ id: "u3" }, { id: "u1" }] } },
  ]);
  serve(() => members("u1", "https://graph.microsoft.com/v1.0/groups/a/members?$skiptoken=2"));
  expect((await read("a")).text).toBe("a:u1,u2,u3");
});

test("an expired page token restarts its group alone", async () => {
  const expired = {
    status: 400,
    json: { error: { code: "Directory_ExpiredPageToken", message: "" } },
  };
  const link = "https://graph.microsoft.com/v1.0/groups/a/members?$skiptoken=2";
  let tokens = 0;
  provider.on("/v1.0/groups/a/members", ({ query }) => {
    if (!query.has("$skiptoken"))
      return { json: { value: [{ id: "u1" }], "@odata.nextLink": link } };
    tokens += 1;
    return tokens === 1 ? expired : { json: { value: [{ id: "u2" }] } };
  });
  serve(() => members("u1", link));
  expect((await read("a")).text).toBe("a:u1,u2");
});

test("a group that vanished has no members", async () => {
  serve((group) => (group === "a" ? { status: 404, body: {} } : members("u")));
  expect((await read("a b")).text).toBe("a: b:u");
});

test.each(["hidden b", "hidden"])("a hidden membership is unread: %s", async (groups) => {
  serve((group) => (group === "hidden" ? { status: 403, body: {} } : members("u")));
  const { text } = await read(groups);
  expect(text).toContain("hidden!membership hidden from the app: Member.Read.Hidden");
});

test("groups of one request that are all hidden are no missing permission", async () => {
  serve((group) => (group.startsWith("h") ? { status: 403, body: {} } : members("u")));
  const hidden = Array.from({ length: 20 }, (_, index) => `h${index}`);
  const { text } = await read([...hidden, "b"].join(" "));
  expect(text.match(/Member\.Read\.Hidden/g)).toHaveLength(20);
  expect(text).toContain("b:u");
});

test("when every group is refused, the permission is missing", async () => {
  serve(() => ({ status: 403, body: {} }));
  expect(await rejection(read("a b"))).toMatchObject({
    code: "permission_missing",
    permission: "Directory.Read.All",
  });
});
