import { afterEach, beforeEach, expect, it } from "vitest";
import type { Properties } from "../graph/entity.ts";
import { has, openStore, rules, type Store } from "../../test/support/store.ts";
import { Intake } from "./intake.ts";
import { beginRun } from "./run.ts";
import { settleRelationships } from "./settle.ts";
import { readProperties } from "./stored.ts";
import { StagingArea } from "./staging-area.ts";

let store: Store;
let area: StagingArea;

beforeEach(async () => {
  store = await openStore();
  const run = await beginRun(store.database, { instanceId: store.instance.id, startedOn: 200 });
  area = await StagingArea.open(store.database, run);
});

afterEach(async () => {
  await area.close();
  await store.close();
});

const added = (a: Properties, b: Properties): Properties => ({
  n: Number(a["n"]) + Number(b["n"]),
});

/** What is staged, by its ends. */
async function staged(): Promise<string[]> {
  const session = await area.session();
  const rows = await session.all(
    `select t.type, f.key as from_key, k.key as to_key, s.lasting || s.volatile as properties from stage_relationship s
      join stage_type t on t.n = s.type_n join stage_key f on f.n = s.from_n join stage_key k on k.n = s.to_n`,
  );
  session.close();
  return rows
    .map((row) => {
      const { n } = readProperties(row["properties"]);
      return [row["type"], row["from_key"], row["to_key"], n].join(" ");
    })
    .toSorted();
}

it.each([
  ["at once", undefined],
  ["part by part", { grouped: 5, joined: 2 }],
] as const)("each edge is left once, where edges are looked through %s", async (_, atOnce) => {
  const intake = await Intake.open(area, rules.volatile);
  const [joined, other] = ["machine_has_user", "machine_runs"];
  // Of machine 0 each edge comes once, of machine 1 twice, and so on.
  for (let machine = 0; machine < 5; machine++)
    for (let n = 0; n <= machine; n++)
      for (const user of ["u", "v", "w"]) {
        const edge = has(`m${machine}`, user, { n });
        intake.addRelationship(edge);
        intake.addRelationship({ ...edge, type: other, verb: "RUNS" });
      }
  await intake.flush();
  const session = await area.session();
  const merge = new Map([[joined, added]]);
  const conflicts = await settleRelationships(
    {
      area,
      intake,
      merge,
      volatile: rules.volatile,
      session,
      ...(atOnce === undefined ? {} : { atOnce }),
    },
    [joined, other],
  );
  session.close();

  expect([...conflicts]).toEqual([[other, 12]]);
  const expected = [0, 1, 2, 3, 4].flatMap((machine) =>
    ["u", "v", "w"].flatMap((user) => [
      `${joined} machine:m${machine} user:${user} ${(machine * (machine + 1)) / 2}`,
      `${other} machine:m${machine} user:${user} 0`,
    ]),
  );
  expect(await staged()).toEqual(expected.toSorted());
  await intake.close();
});
