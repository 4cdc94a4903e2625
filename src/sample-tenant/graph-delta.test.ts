import { afterAll, beforeAll, expect, test } from "vitest";
import type { JsonObject } from "../base/json.ts";
import { type Answer, graphReader, type Reader, smallTenant } from "./fixture.ts";
import type { SampleTenant } from "./sample-tenant.ts";
import { textOf } from "./json-text.ts";

let tenant: SampleTenant;
let read: Reader;

beforeAll(async () => {
  tenant = await smallTenant({ users: 450 });
  read = await graphReader(tenant);
});
afterAll(() => tenant.close());

async function walk(
  path: string,
): Promise<{ rows: JsonObject[]; pages: Answer[]; deltaLink: string }> {
  const rows: JsonObject[] = [];
  const pages: Answer[] = [];
  for (let next = path; ;) {
    const page = await read(next);
    expect(page.status).toBe(200);
    // Never both links, never none.
    expect("@odata.nextLink" in page.body).not.toBe("@odata.deltaLink" in page.body);
    pages.push(page);
    rows.push(...page.value);
    const deltaLink = page.body["@odata.deltaLink"];
    if (deltaLink !== undefined) {
      return { rows, pages, deltaLink: textOf(deltaLink) };
    }
    next = textOf(page.body["@odata.nextLink"]);
  }
}

test("a first delta tells every user, page by page, with its manager", async () => {
  const { rows, pages } = await walk("/v1.0/users/delta?$select=displayName,manager");
  expect(rows.map((row) => row["id"])).toEqual(tenant.world().users.map((user) => user["id"]));
  expect(pages.length).toBeGreaterThan(1);
  expect(rows.some((row) => "manager@delta" in row)).toBe(true);
  expect(rows.every((row) => !("mail" in row))).toBe(true);
});

test("a first delta of groups tells their members", async () => {
  const { rows } = await walk("/v1.0/groups/delta?$select=displayName,members");
  const members = new Map<unknown, number>();
  for (const row of rows) {
    const told = Array.isArray(row["members@delta"]) ? row["members@delta"].length : 0;
    members.set(row["id"], (members.get(row["id"]) ?? 0) + told);
  }
  for (const group of tenant.world().groups) {
    const count =
      group["visibility"] === "HiddenMembership"
        ? 0
        : tenant.world().membersOf(textOf(group["id"])).length;
    expect(members.get(group["id"])).toBe(count);
  }
});

test("$deltatoken=latest tells nothing, and later only what changed", async () => {
  const own = await smallTenant({ users: 450 });
  read = await graphReader(own);
  const { rows, deltaLink } = await walk("/v1.0/users/delta?$deltatoken=latest");
  expect(rows).toEqual([]);
  expect((await walk(deltaLink)).rows).toEqual([]);
  own.evolve(3);
  const later = await walk(deltaLink);
  expect(later.rows.map((row) => row["id"])).toEqual(
    own
      .world()
      .usersChangedSince(0)
      .map((row) => row["id"]),
  );
  expect(later.pages[0]?.value).toEqual([]);
  expect((await walk(later.deltaLink)).rows).toEqual([]);
  read = await graphReader(tenant);
  await own.close();
});

test("a delta token older than seven days is 410, an unknown one 400", async () => {
  const own = await smallTenant();
  read = await graphReader(own);
  const { deltaLink } = await walk("/v1.0/users/delta?$deltatoken=latest");
  own.evolve(8);
  const old = await read(deltaLink);
  expect([old.status, old.code]).toEqual([410, "syncStateNotFound"]);
  expect(old.headers["location"]).toBe(`${own.graphUrl}/v1.0/users/delta`);
  const unknown = await read("/v1.0/users/delta?$deltatoken=nonsense");
  expect([unknown.status, unknown.code]).toEqual([400, "syncStateNotFound"]);
  read = await graphReader(tenant);
  await own.close();
});

test("$top and $expand are refused on delta", async () => {
  expect((await read("/v1.0/users/delta?$top=10")).status).toBe(400);
  expect((await read("/v1.0/users/delta?$expand=manager")).status).toBe(400);
});
