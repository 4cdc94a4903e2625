import { describe, expect, it } from "vitest";
import type { Entity } from "../graph/entity.ts";
import { createIdentityIndex } from "../convert/identities.ts";
import { is, piece } from "../convert/graph.fixture.ts";
import { noIdentityRules } from "../convert/identity-rules.ts";
import { endpointKey } from "../convert/keys.ts";
import { entityTypes } from "../convert/types.ts";
import { holdMachine, nothingHeld } from "./held.ts";
import { readForEmployees, readForIdentities } from "./people-inputs.ts";

const graph = piece({
  users: [
    { id: "ada", userPrincipalName: "ada@contoso.com", displayName: "Ada" },
    { id: "bob", userPrincipalName: "bob@contoso.com", displayName: "Bob" },
  ],
  machines: { m1: "d1", m2: "d2" },
  owners: ["ada d1"],
  logons: ["m1 contoso\\ada", "m2 contoso\\bob"],
});

function machinesHeld() {
  const held = nothingHeld("t");
  const facts = { computerDnsName: null, lastSeenOn: null, onboarded: true, merged: false };
  for (const [id, aadDeviceId] of [
    ["m1", " D1 "],
    ["m2", "d2"],
  ] as const)
    holdMachine(held, { id, aadDeviceId, ...facts });
  return held;
}

/** What is read from, with a book of which types were asked for. */
function context() {
  const asked: string[] = [];
  return {
    asked,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    held: machinesHeld(),
    people: {
      settings: { rules: noIdentityRules, roster: null, links: new Map(), learnt: {} },
      findings: { unresolved: null, learnt: {}, notEmployees: null, roster: null },
      employees: null,
    },
    async *entitiesToBe(types: readonly string[]) {
      asked.push(...types);
      yield graph.entities.filter(({ type }) => types.includes(type));
    },
    async *relationshipsToBe(types: readonly string[]) {
      asked.push(...types);
      yield graph.relationships.filter(({ type }) => types.includes(type));
    },
  };
}

async function employeesOf(from: ReturnType<typeof context>) {
  const index = await readForEmployees(from);
  index.addRelationship(is("contoso\\ada", "ada"));
  index.addRelationship(is("contoso\\bob", "bob"));
  return index.resolve();
}

describe("what people are found by", () => {
  it("is read once for identities and employees", async () => {
    const from = context();
    await readForIdentities(from, createIdentityIndex());
    const { length } = from.asked;
    const { entities, relationships } = await employeesOf(from);
    expect(from.asked).toHaveLength(length);
    expect(new Set(from.asked).size).toBe(length);
    expect(entities.map(({ properties }) => properties["displayName"])).toEqual(["Ada", "Bob"]);
    const owned = relationships.filter(({ type }) => type === "person_owns_user_endpoint");
    expect(owned.map(({ to }) => to)).toEqual(["m1", "m2"].map(endpointKey));
  });

  it("is read for employees where identities failed, to the same end", async () => {
    const shared = context();
    await readForIdentities(shared, createIdentityIndex());
    const alone = context();
    expect(await employeesOf(alone)).toEqual(await employeesOf(shared));
    expect(alone.asked).not.toEqual([]);
  });

  it("tells identities of machines what the run holds of them, as their entities would", async () => {
    const from = context();
    const seen: Entity[] = [];
    const identities = createIdentityIndex();
    await readForIdentities(from, {
      ...identities,
      addEntity: (entity) => seen.push(entity),
      addRelationship: () => undefined,
      resolve: () => identities.resolve(),
    });
    const machines = seen.filter(({ type }) => type === entityTypes.machine.type);
    const known = graph.entities.filter(({ type }) => type === entityTypes.machine.type);
    expect(
      machines.map(({ key, properties }) => [key, properties["id"], properties["aadDeviceId"]]),
    ).toEqual(
      known.map(({ key, properties }) => [key, properties["id"], properties["aadDeviceId"]]),
    );
  });
});
