import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseOf, type TestDatabase } from "../../test/support/j1ql-graph.ts";
import { goldenNow as now, tenant } from "../../test/support/j1ql-tenant.ts";
import { checkText } from "../j1ql/analyse.ts";
import type { Database } from "./database.ts";
import { type Explanation, explainQuery } from "./explain.ts";

let held: TestDatabase;
let db: Database;
beforeAll(async () => {
  held = await databaseOf(tenant);
  ({ db } = held);
});
afterAll(() => held.close());

function explained(text: string, asOf?: number): Promise<Explanation> {
  const { plan, problems } = checkText(text);
  if (plan === null) throw new Error(JSON.stringify(problems));
  return explainQuery(db, plan, { now, asOf });
}

/** `kind target: actual of estimated` */
async function steps(text: string): Promise<readonly string[]> {
  const explanation = await explained(text);
  return explanation.steps.map(
    ({ kind, optional, target, actual, estimated }) =>
      `${optional ? "optional " : ""}${kind} ${target}: ${actual} of ${estimated}`,
  );
}

describe("a query is explained by", () => {
  it("its statement, its values and what the engine measured", async () => {
    const { sql, values, measured, rows } = await explained(
      "FIND HostAgent WITH osPlatform = 'macOS'",
    );
    expect(sql).toContain("FROM entity v0");
    expect(values).toContain("macOS");
    expect(measured.join("\n")).toMatch(/TABLE_SCAN|Scan on entity/);
    expect(rows).toBe(1);
  });

  it("its steps with the rows that were foreseen and found", async () => {
    expect(
      await steps(
        "FIND HostAgent WITH managed = true THAT IDENTIFIED Finding AS f WHERE f.severity = 'Low'",
      ),
    ).toEqual(["find HostAgent: 2 of 3", "hop IDENTIFIED Finding: 1 of 2"]);
  });

  it("the types and the direction that were chosen", async () => {
    const { steps: all } = await explained("FIND User THAT HAS HostAgent");
    expect(all.map(({ types }) => types)).toEqual([
      ["microsoft_defender_logon_user"],
      ["microsoft_defender_machine"],
    ]);
    expect(all.map(({ ways }) => ways)).toEqual([
      [],
      [
        {
          type: "microsoft_defender_machine_has_logon_user",
          direction: "in",
          fromType: "microsoft_defender_machine",
          toType: "microsoft_defender_logon_user",
          count: 1,
        },
      ],
    ]);
  });

  it("what is left where a step is negated, optional or walks far", async () => {
    expect(
      await steps(
        "FIND HostAgent THAT !HAS microsoft_defender_logon_user (THAT MANAGES >> Device THAT OWNS User)? RETURN TREE",
      ),
    ).toEqual([
      "find HostAgent: 3 of 3",
      "not HAS microsoft_defender_logon_user: 2 of 3",
      "optional hop MANAGES >> Device: 2 of 2",
      "optional hop OWNS User: 2 of 2",
    ]);
    expect(
      await steps("FIND person THAT SOMEHOW RELATES TO (Finding | cve) RETURN TREE"),
    ).toMatchObject([
      "find person: 1 of 1",
      expect.stringMatching(/^somehow RELATES TO Finding \| cve: 3 of/),
    ]);
  });

  it("counts alone where it asks of the past, of which no catalogue is kept", async () => {
    const { steps: all } = await explained("FIND HostAgent THAT MANAGES Device", now);
    expect(all).toMatchObject([
      { types: null, ways: null, estimated: null, actual: 3 },
      { types: null, ways: null, estimated: null, actual: 2 },
    ]);
  });
});
