import { expect, test } from "vitest";
import type { Change } from "../graph/change.ts";
import { countChanges } from "./change-counts.ts";

function change(of: Partial<Change>): Change {
  const common = { key: "k", classes: [], displayName: "", at: 1, run: 1, properties: {} };
  return { kind: "entity", operation: "create", type: "user", ...common, ...of };
}

const risk = { before: "Low", after: "High" };

test("changes are counted by type, operation and property", async () => {
  async function* batches() {
    yield [change({ kind: "relationship", type: "machine_has_user", operation: "delete" })];
    yield [];
    yield [
      change({ operation: "update", properties: { risk, os: risk } }),
      change({ operation: "update", properties: { risk } }),
      change({}),
      change({ type: "machine" }),
    ];
  }
  const none = { created: 0, updated: 0, deleted: 0, properties: [] };
  expect(await countChanges(batches())).toEqual([
    { ...none, kind: "entity", type: "machine", created: 1 },
    {
      kind: "entity",
      type: "user",
      created: 1,
      updated: 2,
      deleted: 0,
      properties: [
        { name: "risk", updated: 2 },
        { name: "os", updated: 1 },
      ],
    },
    { ...none, kind: "relationship", type: "machine_has_user", deleted: 1 },
  ]);
});
