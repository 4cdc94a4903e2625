import { describe, expect, test } from "vitest";
import { ada, edgesOf, employees } from "./employees.fixture.ts";
import { is } from "./graph.fixture.ts";
import { day, lines, march } from "./records.fixture.ts";

describe("device", () => {
  const users = [ada, { id: "u2", mail: "bob@contoso.com" }, { id: "g1", userType: "Guest" }];
  const machines = { m1: "d1", m2: null };
  const identities = [is("contoso\\ada", "u1", 0.95), is("contoso\\bob", "u2")];
  const both = { users, machines, identities };

  const at = (lastSeenOn: number | null, logonTypes = ["Interactive"]) => ({
    lastSeenOn,
    logonTypes,
  });

  test("belongs to the registered owners", () => {
    const given = { ...both, owners: ["u1 d1", "u2 d1"], logons: ["m1 contoso\\bob"] };
    const owned = employees(given).relationships.filter(({ verb }) => verb === "OWNS");
    expect(lines(owned)).toEqual([
      "person:ada@contoso.com OWNS user_endpoint.m1",
      "person:bob@contoso.com OWNS user_endpoint.m1",
    ]);
    expect(owned[0]?.properties).toEqual({
      confidence: 0.9,
      evidence: ["microsoft_defender_user:u1"],
      method: "registeredOwner",
    });
  });

  test("belongs once to an employee two of whose users own it", () => {
    const joined = users.map((each) => ({ ...each, employeeId: "E1" }));
    const given = { ...both, users: joined, owners: ["u1 d1", "u2 d1"] };
    const owned = employees(given).relationships.filter(({ verb }) => verb === "OWNS");
    expect(owned).toHaveLength(1);
    expect(owned[0]?.properties["evidence"]).toEqual([
      "microsoft_defender_user:u1",
      "microsoft_defender_user:u2",
    ]);
  });

  test("belongs to who sat at it last where no owner is an employee", () => {
    const logons = [
      ["m1 contoso\\ada", at(march)],
      ["m1 contoso\\bob", at(march - day)],
    ] as const;
    const owned = employees({ ...both, owners: ["g1 d1"], logons }).relationships.filter(
      ({ verb }) => verb === "OWNS",
    );
    expect(lines(owned)).toEqual(["person:ada@contoso.com OWNS user_endpoint.m1"]);
    expect(owned[0]?.properties).toEqual({
      confidence: 0.665,
      evidence: ["microsoft_defender_logon_user:contoso\\ada"],
      lastSeenOn: march,
      method: "interactiveLogon",
    });
  });

  test("belongs to all who sat at it at the same last time", () => {
    const logons = [
      ["m2 contoso\\ada", at(march, ["RemoteInteractive", "Network"])],
      ["m2 contoso\\bob", at(march)],
    ] as const;
    expect(edgesOf({ ...both, logons }, "OWNS")).toEqual([
      "person:ada@contoso.com OWNS user_endpoint.m2",
      "person:bob@contoso.com OWNS user_endpoint.m2",
    ]);
  });

  test("belongs to a later one, whoever comes first", () => {
    const logons = [
      ["m2 contoso\\ada", at(march)],
      ["m2 contoso\\bob", at(march + 1)],
    ] as const;
    expect(edgesOf({ ...both, logons }, "OWNS")).toEqual([
      "person:bob@contoso.com OWNS user_endpoint.m2",
    ]);
  });

  test("belongs to nobody who only came from the network, is unknown, or is no employee", () => {
    const logons = [
      ["m2 contoso\\ada", at(march, ["Network", "Batch"])],
      ["m2 contoso\\stranger", at(march)],
      ["m2 contoso\\guest", at(march)],
    ] as const;
    const known = [...identities, is("contoso\\guest", "g1")];
    expect(edgesOf({ ...both, identities: known, logons }, "OWNS")).toEqual([]);
  });

  test("counts a logon without a time as the earliest", () => {
    const logons = [
      ["m2 contoso\\ada", at(null)],
      ["m2 contoso\\bob", at(1)],
      ["m1 contoso\\ada", at(null)],
    ] as const;
    const owned = employees({ ...both, logons }).relationships.filter(
      ({ verb }) => verb === "OWNS",
    );
    expect(lines(owned)).toEqual([
      "person:bob@contoso.com OWNS user_endpoint.m2",
      "person:ada@contoso.com OWNS user_endpoint.m1",
    ]);
    expect(owned[1]?.properties["lastSeenOn"]).toBeUndefined();
  });

  test("counts the logons of an agent that was merged away, and not those of a lost one", () => {
    const logons = [
      ["old contoso\\ada", at(march)],
      ["lost contoso\\bob", at(march)],
    ] as const;
    expect(edgesOf({ ...both, merged: { old: "m1" }, logons }, "OWNS")).toEqual([
      "person:ada@contoso.com OWNS user_endpoint.m1",
    ]);
  });
});
