import { describe, expect, test } from "vitest";
import { currentLogonMs, logonUserOf } from "./logon-user.ts";
import { day, logon, march } from "./records.fixture.ts";

const pc = { id: "m1", computerDnsName: "PC-1.corp.contoso.com", lastSeenOn: march };

function account(facts: Parameters<typeof logon>[0], on = pc) {
  const [entity] = logonUserOf(logon(facts), on).entities;
  if (entity === undefined) throw new Error("No entity.");
  return entity;
}

function seen(facts: Parameters<typeof logon>[0], on: Parameters<typeof logonUserOf>[1] = pc) {
  return logonUserOf(logon(facts), on).relationships[0]?.properties;
}

test("an account of a domain is the same on every machine, however it is spelled", () => {
  const one = account({});
  const other = account(
    { id: "CONTOSO\\Ada", accountName: "Ada", accountDomain: "CONTOSO" },
    { ...pc, id: "m2", computerDnsName: "pc-2" },
  );
  expect(one.key).toBe("microsoft_defender_logon_user:contoso\\ada");
  expect(other.key).toBe(one.key);
  expect(other.properties).toEqual(one.properties);
});

test("an account tells what is the same on every machine, the edge the rest", () => {
  expect(account({})).toEqual({
    key: "microsoft_defender_logon_user:contoso\\ada",
    type: "microsoft_defender_logon_user",
    classes: ["User"],
    properties: {
      id: "contoso\\ada",
      name: "contoso\\ada",
      displayName: "contoso\\ada",
      username: "ada",
      shortLoginId: "ada",
      accountName: "ada",
      accountDomain: "contoso",
      accountKind: "domain",
      email: null,
      firstName: null,
      lastName: null,
      active: null,
    },
    raw: { id: "contoso\\ada" },
  });
  expect(logonUserOf(logon({ logonTypes: ["Network", "Interactive"] }), pc).relationships).toEqual([
    {
      type: "microsoft_defender_machine_has_logon_user",
      verb: "HAS",
      from: "microsoft_defender_machine:m1",
      to: "microsoft_defender_logon_user:contoso\\ada",
      properties: {
        firstSeenOn: march,
        lastSeenOn: march,
        logonTypes: ["Interactive", "Network"],
        current: true,
        isDomainAdmin: false,
      },
    },
  ]);
});

describe("kind", () => {
  test("an account of the machine's own is local, and is another one on every machine", () => {
    const local = account({ id: "pc-1\\Admin", accountName: "Admin", accountDomain: "PC-1" });
    expect(local.key).toBe("microsoft_defender_logon_user:m1:admin");
    expect(local.properties["accountKind"]).toBe("local");
    expect(local.properties["id"]).toBe("pc-1\\admin");
  });

  test("an account of another host is of a domain, as far as can be told", () => {
    const foreign = { id: "pc-2\\admin", accountName: "admin", accountDomain: "pc-2" };
    expect(account(foreign).properties["accountKind"]).toBe("domain");
    expect(account(foreign, { ...pc, computerDnsName: "" }).properties["accountKind"]).toBe(
      "domain",
    );
  });

  test.each([
    ["nt authority\\system", "system", "NT AUTHORITY"],
    ["nt service\\mssql", "mssql", "nt service"],
    ["window manager\\dwm-1", "dwm-1", "window manager"],
    ["font driver host\\umfd-0", "umfd-0", "font driver host"],
    ["iis apppool\\web", "web", "iis apppool"],
    ["contoso\\pc-7$", "pc-7$", "contoso"],
  ])("%s is a system account, one for all machines", (id, accountName, accountDomain) => {
    const system = account({ id, accountName, accountDomain });
    expect(system.properties["accountKind"]).toBe("system");
    expect(system.key).toBe(`microsoft_defender_logon_user:${id}`);
  });

  test("an account of Entra is of the cloud", () => {
    const cloud = account({ id: "azuread\\adalovelace", accountDomain: "AzureAD" });
    expect(cloud.properties["accountKind"]).toBe("cloud");
  });

  test("an id without a domain is the key as it is", () => {
    const bare = account({ id: "Ada", accountName: "", accountDomain: "" });
    expect(bare.key).toBe("microsoft_defender_logon_user:ada");
    expect(bare.properties).toMatchObject({ accountKind: "domain", accountName: "ada" });
    expect(bare.properties["accountDomain"]).toBeUndefined();
  });

  test("a domain that only the id tells is taken from there", () => {
    expect(account({ accountDomain: " " }).properties["accountDomain"]).toBe("contoso");
  });
});

describe("current", () => {
  test.each([
    [march - currentLogonMs, true],
    [march - currentLogonMs - 1, false],
    [march + day, true],
    [null, true],
  ])("a logon at %s on a machine last seen on 1 March: %s", (lastSeenOn, current) => {
    expect(seen({ lastSeenOn })?.["current"]).toBe(current);
  });

  test("is true where the machine's last report is unknown", () => {
    expect(seen({ lastSeenOn: 0 }, { ...pc, lastSeenOn: null })?.["current"]).toBe(true);
  });
});
