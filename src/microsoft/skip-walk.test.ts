import { afterEach, beforeEach, expect, test } from "vitest";
import {
  collect,
  rejection,
  startProvider,
  tenantAt,
  type Provider,
  type Seen,
} from "../../test/support/provider.ts";
import { IncompleteWalk } from "./incomplete-walk.ts";

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.close());

interface Server {
  /** Machine ids by number of the request, `a b c`. */
  readonly rows: (request: number) => string;
  readonly cap?: number;
  readonly ignoresSkip?: boolean;
  readonly refusesOrder?: boolean;
  readonly extra?: (seen: Seen) => object;
}

/** A Defender that lists machines by `$top` and `$skip`. */
function serve(server: Server): void {
  let requests = 0;
  provider.on("/api/machines", (seen) => {
    requests += 1;
    if (server.refusesOrder === true && seen.query.has("$orderby")) {
      return { status: 400, json: { error: { code: "BadRequest", message: "no order" } } };
    }
    const rows = server
      .rows(requests)
      .split(" ")
      .filter((id) => id !== "");
    const skip = server.ignoresSkip === true ? 0 : Number(seen.query.get("$skip") ?? 0);
    const top = Math.min(Number(seen.query.get("$top")), server.cap ?? 10_000);
    const value = rows.slice(skip, skip + top).map((id) => ({ id }));
    return { json: { value, ...server.extra?.(seen) } };
  });
}

async function machineIds(): Promise<string> {
  const { items } = await collect(tenantAt(provider).machines());
  return items.map((machine) => machine.id).join(" ");
}

async function reason(): Promise<string> {
  const error = await rejection(collect(tenantAt(provider).machines()));
  return error instanceof IncompleteWalk ? error.reason : String(error);
}

test.each([
  ["a b c d e f g", 10_000],
  ["a b c d e f g", 3],
  ["a b c d e f g", 2],
  ["a b c d e f g", 1],
  ["a", 10_000],
  ["", 10_000],
])("%s is read whole from a server that gives %i rows a page", async (rows, cap) => {
  serve({ rows: () => rows, cap });
  expect(await machineIds()).toBe(rows);
});

test("pages are asked for in the order of the ids", async () => {
  serve({ rows: () => "a b" });
  await machineIds();
  expect(provider.to("/api/machines").map(({ query }) => query.toString())).toEqual([
    "%24top=2000&%24orderby=id",
    "%24top=2000&%24orderby=id&%24skip=1",
  ]);
});

test("a server that refuses the order is asked without", async () => {
  serve({ rows: () => "a b c d", cap: 2, refusesOrder: true });
  expect(await machineIds()).toBe("a b c d");
});

test("a machine listed twice is one", async () => {
  serve({ rows: () => "a a b c c c d", cap: 3 });
  expect(await machineIds()).toBe("a b c d");
  serve({ rows: () => "a a" });
  expect(await machineIds()).toBe("a");
});

test("a row that vanishes in front of the walk is noticed: another slid past unseen", async () => {
  serve({ rows: (request) => (request === 1 ? "a b c d e f" : "b c d e f"), cap: 3 });
  expect(await reason()).toBe("shrunk");
});

test("a listing cut short mid-walk is noticed", async () => {
  serve({ rows: (request) => (request === 1 ? "a b c d e f" : "a b"), cap: 3 });
  expect(await reason()).toBe("shrunk");
});

test("a row that appears in front of the walk costs nothing", async () => {
  serve({ rows: (request) => (request === 1 ? "b c d e f" : "a b c d e f"), cap: 3 });
  expect(await machineIds()).toBe("b c d e f");
});

test("a server that ignores $skip is not believed about machines", async () => {
  serve({ rows: () => "a b c", ignoresSkip: true });
  expect(await reason()).toBe("repeated_page");
});

test("a link is followed where one appears", async () => {
  serve({
    rows: () => "a b c d e",
    cap: 2,
    extra: ({ query }) =>
      query.get("$skip") === null
        ? { "@odata.nextLink": "http://elsewhere/api/machines?$top=2&$skip=2" }
        : {},
  });
  expect(await machineIds()).toBe("a b c d e");
});

test("fewer rows than the count on the first page are incomplete", async () => {
  serve({ rows: () => "a b c", extra: () => ({ "@odata.count": 4 }) });
  expect(await reason()).toBe("fewer_than_announced");
});

test("a count that only tells the page's size ends nothing early", async () => {
  serve({ rows: () => "a b c d e", cap: 2, extra: () => ({ "@odata.count": 2 }) });
  expect(await machineIds()).toBe("a b c d e");
});

function linkedAfter(pages: readonly string[], last: number) {
  provider.on("/api/machines", ({ query }) => {
    const at = Number(query.get("$skiptoken") ?? 0);
    const skip = query.get("$skip");
    const text = skip === null ? (pages[at] ?? "") : pages.join(" ");
    const ids = text.split(" ").filter((id) => id !== "");
    if (skip !== null) return { json: { value: ids.slice(Number(skip)).map((id) => ({ id })) } };
    const link = { "@odata.nextLink": `http://elsewhere/api/machines?$skiptoken=${at + 1}` };
    return { json: { value: ids.map((id) => ({ id })), ...(at < last ? link : {}) } };
  });
}

test("empty pages that link on are followed", async () => {
  linkedAfter(["a b", "", "", "c"], 3);
  expect(await machineIds()).toBe("a b c");
});

test("empty pages that link on without end are noticed", async () => {
  linkedAfter(["a b"], 2_000);
  expect(await reason()).toBe("empty_pages");
});

test("404 is no proof that there are no machines", async () => {
  provider.on("/api/machines", () => ({
    status: 404,
    json: { error: { code: "NotFound", message: "" } },
  }));
  const failure = await rejection(collect(tenantAt(provider).machines()));
  expect(failure).toMatchObject({ reason: "not_found" });
  expect(failure).toMatchObject({
    message: expect.stringMatching(/^Cannot read all of machines: the provider has nothing there/),
  });
});

test("no machines at all is told twice before it is believed", async () => {
  serve({ rows: (request) => (request === 1 ? "" : "a b") });
  expect(await machineIds()).toBe("a b");
});

test("a machine without an id is rejected and noticed", async () => {
  provider.on("/api/machines", () => ({
    json: { value: [{ id: "a" }, { computerDnsName: "pc" }] },
  }));
  const tenant = tenantAt(provider);
  const error = await rejection(collect(tenant.machines()));
  expect(error).toBeInstanceOf(IncompleteWalk);
  expect(tenant.notices()).toContainEqual({
    collection: "machines",
    field: "id",
    problem: "missing: record rejected",
    count: expect.any(Number),
  });
});
