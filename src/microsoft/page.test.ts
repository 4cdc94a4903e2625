import { afterEach, beforeEach, expect, test } from "vitest";
import {
  collect,
  rejection,
  startProvider,
  tenantAt,
  type Answer,
  type Provider,
} from "../../test/support/provider.ts";
import { Failure } from "../base/failure.ts";
import { IncompleteWalk } from "./incomplete-walk.ts";
import { readAll, type Listing, type Page } from "./page.ts";

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.close());

/** A listing of numbers written as pages: `"1 2|3"`. */
function listing(pages: string, extra: Partial<Page<string>> = {}): Listing<string> {
  return {
    collection: "numbers",
    key: (item) => item,
    async *pages() {
      for (const page of pages.split("|")) {
        yield { items: page.split(" ").filter((item) => item !== ""), rejected: 0, ...extra };
      }
    },
  };
}

async function incomplete(promise: Promise<unknown>): Promise<IncompleteWalk> {
  const error = await rejection(promise);
  expect(error).toBeInstanceOf(IncompleteWalk);
  return error as IncompleteWalk;
}

test("the receipt says what was read", async () => {
  const { items, receipt } = await collect(listing("1 2|3 4|5"));
  expect(items).toEqual(["1", "2", "3", "4", "5"]);
  expect(receipt).toEqual({ collection: "numbers", received: 5, pages: 3 });
});

test("an item that comes twice is handed on once", async () => {
  const { items, receipt } = await collect(listing("1 2|2 3 3"));
  expect(items).toEqual(["1", "2", "3"]);
  expect(receipt.received).toBe(3);
});

test("a slow taker holds the walk back to one page ahead", async () => {
  const asked: number[] = [];
  const counting: Listing<string> = {
    collection: "numbers",
    key: null,
    async *pages() {
      for (let page = 1; page <= 5; page += 1) {
        asked.push(page);
        yield { items: [String(page)], rejected: 0 };
      }
    },
  };
  const behind: number[] = [];
  await readAll(counting, async ([item]) => {
    await new Promise((resolve) => setImmediate(resolve));
    behind.push((asked.at(-1) ?? 0) - Number(item));
  });
  expect(Math.max(...behind)).toBe(1);
});

test("a rejected record leaves the walk incomplete, after the good ones were handed on", async () => {
  const error = await incomplete(collect(listing("1 2|3", { rejected: 1 })));
  expect(error).toMatchObject({
    code: "incomplete_walk",
    reason: "rejected_records",
    received: 3,
    rejected: 2,
  });
});

test("fewer items than announced leave the walk incomplete", async () => {
  const error = await incomplete(collect(listing("1 2|3", { expected: 4 })));
  expect(error).toMatchObject({ reason: "fewer_than_announced", received: 3, expected: 4 });
});

test("as many items as announced, repeated ones among them, are complete", async () => {
  expect((await collect(listing("1 2|2 3", { expected: 4 }))).receipt).toMatchObject({
    received: 3,
    expected: 4,
  });
});

test("a repeated page is a loop", async () => {
  expect((await incomplete(collect(listing("1 2|1 2|3")))).reason).toBe("repeated_page");
});

test("a failure before the first item stays what it is", async () => {
  const failure = new Failure("Cannot read.", { code: "permission_missing", retryable: false });
  const failing: Listing<string> = {
    ...listing(""),
    // oxlint-disable-next-line require-yield
    async *pages() {
      throw failure;
    },
  };
  expect(await rejection(collect(failing))).toBe(failure);
});

test("what the taker throws is not the walk's failure", async () => {
  const full = new Failure("The disk is full.", { code: "disk_full", retryable: false });
  const walk = readAll(listing("1|2"), () => Promise.reject(full));
  expect(await rejection(walk)).toBe(full);
});

function linked(pages: Record<string, Answer>): void {
  provider.on(
    "/v1.0/groups",
    ({ query }) => pages[query.get("$skiptoken") ?? "first"] ?? { status: 500 },
  );
}

function groupPage(ids: string, link?: string): Answer {
  const value = ids
    .split(" ")
    .filter((id) => id !== "")
    .map((id) => ({ id }));
  return { json: link === undefined ? { value } : { value, "@odata.nextLink": link } };
}

const expired: Answer = {
  status: 400,
  json: { error: { code: "Directory_ExpiredPageToken", message: "expired" } },
};

async function groupIds(): Promise<readonly string[]> {
  return (await collect(tenantAt(provider).groups())).items.map((group) => group.id);
}

test("a link to a foreign host is followed on the configured one, query and all", async () => {
  linked({
    first: groupPage("a b", "https://evil.example:8443/prefix/v1.0/groups?$top=999&$skiptoken=two"),
    two: groupPage("c"),
  });
  expect(await groupIds()).toEqual(["a", "b", "c"]);
  expect(provider.to("/v1.0/groups")[1]?.headers.authorization).toBe("Bearer token-1");
});

test.each([
  "https://graph.microsoft.com/v1.0/users?$skiptoken=two",
  "https://graph.microsoft.com/elsewhere/groups?$skiptoken=two",
  "https://graph.microsoft.com/v1.0/../groups?$skiptoken=two",
  "https://graph.microsoft.com/v1.0/groups/../../admin?$skiptoken=/v1.0/groups",
  "gopher",
])("the link %s is not followed", async (link) => {
  linked({ first: groupPage("a", link) });
  const error = await incomplete(collect(tenantAt(provider).groups()));
  expect(error.reason).toBe("implausible_link");
  expect(provider.to("/v1.0/groups")).toHaveLength(1);
});

test("links that go in a circle are noticed", async () => {
  linked({
    first: groupPage("a", "/v1.0/groups?$skiptoken=two"),
    two: groupPage("b", "/v1.0/groups?$skiptoken=three"),
    three: groupPage("c", "/v1.0/groups?$skiptoken=two"),
  });
  expect((await incomplete(collect(tenantAt(provider).groups()))).reason).toBe("page_loop");
});

test("an announced page that is empty is asked for again", async () => {
  linked({ first: groupPage("a", "/v1.0/groups?$skiptoken=two") });
  let asked = 0;
  provider.on("/v1.0/groups", ({ query }) =>
    query.has("$skiptoken")
      ? groupPage((asked += 1) > 1 ? "b" : "")
      : groupPage("a", "/v1.0/groups?$skiptoken=2"),
  );
  expect(await groupIds()).toEqual(["a", "b"]);
});

/** Pages in a row, `"a b||c"`, each linking to the next. */
function inARow(path: string, pages: string): void {
  const contents = pages.split("|");
  provider.on(`/v1.0/${path}`, ({ query }) => {
    const at = Number(query.get("$skiptoken") ?? 0);
    const link = `https://graph.microsoft.com/v1.0/${path}?$skiptoken=${at + 1}`;
    return groupPage(contents[at] ?? "", at + 1 < contents.length ? link : undefined);
  });
}

const walks = {
  users: () => collect(tenantAt(provider).users()),
  groups: () => collect(tenantAt(provider).groups()),
  devices: () => collect(tenantAt(provider).entraDevices()),
};

test.each(["a||b", "|a", "|||a||b", "a|", "a||", `a${"|".repeat(100)}b`])(
  "empty pages neither end a walk nor spoil it: %s",
  async (pages) => {
    for (const path of ["users", "groups", "devices"] as const) {
      inARow(path, pages);
      const { receipt } = await walks[path]();
      expect(receipt.received).toBe(pages.replaceAll("|", "").length);
    }
  },
);

test("empty pages without end are noticed", async () => {
  inARow("groups", `a${"|".repeat(100_000)}`);
  expect((await incomplete(collect(tenantAt(provider).groups()))).reason).toBe("empty_pages");
});

test("an empty page that links to itself is a loop", async () => {
  const link = "/v1.0/groups?$skiptoken=two";
  linked({ first: groupPage("a", link), two: groupPage("", link) });
  expect((await incomplete(collect(tenantAt(provider).groups()))).reason).toBe("page_loop");
});

test("an announced page that is no page of Graph's leaves the walk incomplete", async () => {
  const context = { "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#groups" };
  const link = { "@odata.nextLink": "/v1.0/groups?$skiptoken=two" };
  linked({
    first: { json: { ...context, ...link, value: [{ id: "a" }] } },
    two: { json: { value: [] } },
  });
  expect((await incomplete(collect(tenantAt(provider).groups()))).reason).toBe("empty_page");
});

test("an announced page of findings that stays empty leaves the walk incomplete", async () => {
  const path = "/api/machines/SoftwareVulnerabilitiesByMachine";
  provider.script(path, [
    { json: { value: [{ deviceId: "m" }], "@odata.nextLink": `${path}?$skiptoken=2` } },
    { json: { value: [] } },
  ]);
  const findings = tenantAt(provider).findings({ machineCount: 1, machineIds: [], poorToo: false });
  expect((await incomplete(collect(findings))).reason).toBe("empty_page");
});

test("an expired page token restarts the collection, and nothing is handed on twice", async () => {
  let walks = 0;
  provider.on("/v1.0/groups", ({ query }) => {
    walks += query.has("$skiptoken") ? 0 : 1;
    return query.has("$skiptoken")
      ? walks < 3
        ? expired
        : groupPage("c")
      : groupPage("a b", "/v1.0/groups?$skiptoken=two");
  });
  expect(await groupIds()).toEqual(["a", "b", "c"]);
  expect(walks).toBe(3);
});

test("a page token that always expires ends the walk after five restarts", async () => {
  linked({ first: groupPage("a", "/v1.0/groups?$skiptoken=two"), two: expired });
  const error = await incomplete(collect(tenantAt(provider).groups()));
  expect(error).toMatchObject({ reason: "interrupted", received: 1 });
  expect(provider.to("/v1.0/groups")).toHaveLength(12);
});

test("a directory without any user is not believed", async () => {
  provider.on("/v1.0/users", () => ({ json: { value: [] } }));
  expect((await incomplete(collect(tenantAt(provider).users()))).reason).toBe("suspiciously_empty");
});
