import { describe, expect, it } from "vitest";
import { relationshipKey, relationshipType } from "../../graph/relationship.ts";
import { type TruthLine, truthOf } from "./truth.ts";
import { createWorld, nextDay, type World } from "./world.ts";

const size = {
  devices: 150,
  users: 120,
  groups: 20,
  cves: 300,
  findingsPerDevice: 15,
  logonsPerDevice: 4,
};

function later(world: World, days: number): World {
  return days === 0 ? world : later(nextDay(world), days - 1);
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const first = createWorld(size, 7);
const lines = [...truthOf(first)];
const edges = lines.filter((line) => line.kind === "relationship");

/** The edges of a type, as `from to`. */
const edgesOf = (type: string, of: readonly TruthLine[] = lines): readonly string[] =>
  of.flatMap((line) => (line.kind === "relationship" && line._type === type ? [line._key] : []));

/** Key of the user in a place of the cast. */
const user = (place: number, world = first): string =>
  `microsoft_defender_user:${text(world.users[place]?.["id"])}`;

/** The edge from an account to a user, if there is one. */
function identity(id: string, of: readonly TruthLine[] = lines) {
  return of.find(
    (line) =>
      line._type === "microsoft_defender_logon_user_is_user" &&
      line.kind === "relationship" &&
      line._fromEntityKey === `microsoft_defender_logon_user:${id}`,
  );
}

const short = text(first.users[6]?.["onPremisesDomainName"]).split(".")[1] ?? "";
const sam = (place: number): string =>
  text(first.users[place]?.["onPremisesSamAccountName"]).toLowerCase();
const spaceless = (place: number): string =>
  text(first.users[place]?.["displayName"]).replaceAll(" ", "").toLowerCase();

describe.each([
  [7, 0],
  [7, 4],
  [3, 2],
])("the truth of seed %i on day %i", (seed, days) => {
  const all = [...truthOf(later(createWorld(size, seed), days))];
  const entities = new Map(
    all.flatMap((line) => (line.kind === "entity" ? [[line._key, line._type]] : [])),
  );

  it("has each key once", () => {
    const twice = all
      .map((line) => line._key)
      .filter((key, at, keys) => keys.indexOf(key) !== at && at < 3000);
    expect(twice).toEqual([]);
    expect(new Set(all.map((line) => line._key)).size).toBe(all.length);
  });

  it("has no edge without its ends, and names and keys as the graph forms them", () => {
    for (const line of all) {
      if (line.kind === "entity") continue;
      const { _fromEntityKey: from, _toEntityKey: to, _class: verb } = line;
      const [fromType, toType] = [entities.get(from), entities.get(to)];
      expect({ edge: line._key, fromType, toType }).not.toMatchObject({ fromType: undefined });
      expect({ edge: line._key, toType }).not.toMatchObject({ toType: undefined });
      expect(line._type).toBe(relationshipType(fromType ?? "", verb, toType ?? ""));
      expect(line._key).toBe(relationshipKey({ from, verb, to }));
    }
  });

  it("says nothing about what is not known", () => {
    const values = all.flatMap((line) => Object.values(line.properties));
    expect(
      values.filter((value) => value === null || value === undefined || Number.isNaN(value)),
    ).toEqual([]);
  });
});

it("the account name is on every entity when one is given, and on none otherwise", () => {
  const named = [...truthOf(first, { accountName: "Acme" })].filter(
    (line) => line.kind === "entity",
  );
  expect(named.every((line) => line.properties["tag.AccountName"] === "Acme")).toBe(true);
  expect(lines.some((line) => "tag.AccountName" in line.properties)).toBe(false);
});

describe("an account", () => {
  it("is its domain's user where a group proves the domain, although another has the same name elsewhere", () => {
    expect(identity(`${short}\\${sam(6)}`)).toMatchObject({
      _toEntityKey: user(6),
      properties: { method: "samAndDomain", confidence: 0.95 },
    });
    expect(identity(`emea\\${sam(7)}`)).toMatchObject({
      _toEntityKey: user(7),
      properties: { method: "samAndDomain" },
    });
    expect(sam(6)).toBe(sam(7));
  });

  it("is the only user of its name where nothing proves the domain, and nobody's where two have the name", () => {
    expect(identity(`woodgrove\\${sam(12)}`)).toMatchObject({
      _toEntityKey: user(12),
      properties: { method: "uniqueSam", confidence: 0.7 },
    });
    expect(identity(sam(17))).toMatchObject({
      _toEntityKey: user(17),
      properties: { method: "uniqueSam" },
    });
    expect(identity(`woodgrove\\${sam(13)}`)).toBeUndefined();
  });

  it("is nobody's where a group knows the domain to be another one", () => {
    expect(identity(`${short}\\${sam(17)}`)).toBeUndefined();
    expect(identity(`emea\\${sam(14)}`)).toBeUndefined();
  });

  it("is the user of its principal name, without a domain too", () => {
    const name = text(first.users[15]?.["userPrincipalName"]);
    expect(identity(name)).toMatchObject({
      _toEntityKey: user(15),
      properties: { method: "upn", confidence: 0.95 },
    });
  });

  it("is the one namesake who owns a machine where it logs on", () => {
    expect(identity(`azuread\\${spaceless(8)}`)).toMatchObject({
      _toEntityKey: user(8),
      properties: { method: "ownerCorroboratedName", confidence: 0.8 },
    });
  });

  it("is nobody's where both namesakes own a machine, or none does", () => {
    expect(identity(`azuread\\${spaceless(28)}`)).toBeUndefined();
    expect(identity(`azuread\\${spaceless(18)}`)).toBeUndefined();
  });

  it("cut to 20 letters is the user of the long name", () => {
    expect(identity("azuread\\maximilianovenkatara")).toMatchObject({ _toEntityKey: user(30) });
  });

  it("of a service is the service's user, who is no person", () => {
    expect(identity(`${short}\\${sam(3)}`)).toMatchObject({ _toEntityKey: user(3) });
    expect(
      edgesOf("person_is_microsoft_defender_user").filter((key) => key.endsWith(user(3))),
    ).toEqual([]);
  });
});

describe("a person", () => {
  const persons = lines.filter((line) => line._type === "person");

  it("stands behind an admin account and a second mailbox too", () => {
    for (const [one, other] of [
      [0, 1],
      [10, 11],
    ] as const) {
      const [mine, its] = [one, other].map(
        (place) =>
          edgesOf("person_is_microsoft_defender_user")
            .find((key) => key.endsWith(user(place)))
            ?.split("|")[0],
      );
      expect(mine).toBeDefined();
      expect(its).toBe(mine);
    }
  });

  it("is not merged with another for a blank employee id", () => {
    const owners = [16, 17].map(
      (place) =>
        edgesOf("person_is_microsoft_defender_user")
          .find((key) => key.endsWith(user(place)))
          ?.split("|")[0],
    );
    expect(new Set(owners).size).toBe(2);
  });

  it("is made of no guest, service, room, resource or synchronisation account", () => {
    for (const place of [2, 3, 4, 5, 21, 22, 26, 27]) {
      expect(
        edgesOf("person_is_microsoft_defender_user").filter((key) => key.endsWith(user(place))),
      ).toEqual([]);
    }
    expect(persons.length).toBeGreaterThan(80);
  });

  it("keeps the key through a wedding and shows the new address", () => {
    const wed = [...truthOf(nextDay(first))].find(
      (line) =>
        line._type === "person" &&
        JSON.stringify(line.properties["userIds"]).includes(text(first.users[31]?.["id"])),
    );
    const old = text(first.users[31]?.["mail"]);
    expect(wed?._key).toBe(`person:${old}`);
    expect(text(wed?.properties["email"])).not.toBe(old);
  });

  it("keeps an account whose 20 characters a wedding leaves as they were", () => {
    const few = { devices: 50, users: 40, groups: 8, cves: 1, findingsPerDevice: 0 };
    const wed = later(createWorld({ ...few, logonsPerDevice: 1 }, 9), 220);
    const names = wed.users.map((one) => text(one["displayName"]));
    expect(names).toContain("Małgorzata Zimmermann-Albrecht");
    expect(identity("azuread\\małgorzatazimmermann", [...truthOf(wed)])?.properties).toMatchObject({
      method: "ownerCorroboratedName",
    });
  });

  it("has the new address for a key when nobody read before the wedding", () => {
    const wed = [...truthOf(nextDay(first), { collectedSince: 1 })].find((line) =>
      JSON.stringify(line.properties["userIds"] ?? "").includes(text(first.users[31]?.["id"])),
    );
    expect(wed?._key).toBe(`person:${text(wed?.properties["email"])}`);
  });
});

describe("a device", () => {
  const endpoints = lines.filter((line) => line._type === "user_endpoint").length;
  const merged = first.machines.filter((machine) => machine["mergedIntoMachineId"] !== null);

  it("is there for each machine that was not merged", () => {
    expect(endpoints).toBe(first.machines.length - merged.length);
    expect(merged.length).toBeGreaterThanOrEqual(5);
  });

  it("is managed by all machines that were merged into it, over two hops too, but not for a loop or a stranger", () => {
    const managed = new Map<string, number>();
    for (const edge of edges) {
      if (edge._type !== "microsoft_defender_machine_manages_user_endpoint") continue;
      managed.set(edge._toEntityKey, (managed.get(edge._toEntityKey) ?? 0) + 1);
    }
    expect(Math.max(...managed.values())).toBe(3);
    const total = [...managed.values()].reduce((sum, count) => sum + count, 0);
    expect(total).toBe(first.machines.length - 3);
  });

  it("that nobody owns belongs to all who sat at it in the last second", () => {
    const perDevice = new Map<string, number>();
    for (const edge of edges) {
      if (
        edge._type !== "person_owns_user_endpoint" ||
        edge.properties["method"] !== "interactiveLogon"
      )
        continue;
      perDevice.set(edge._toEntityKey, (perDevice.get(edge._toEntityKey) ?? 0) + 1);
    }
    expect(Math.max(...perDevice.values())).toBe(3);
  });
});

it("employees use machines with critical weaknesses that have a public exploit", () => {
  const dangerous = new Set(
    edges
      .filter(
        ({ properties }) =>
          properties["severity"] === "Critical" &&
          properties["exploitabilityLevel"] !== "NoExploit",
      )
      .map((edge) => edge._fromEntityKey.replace("microsoft_defender_machine:", "user_endpoint.")),
  );
  const users = edges.filter(
    (edge) => edge._type === "person_owns_user_endpoint" && dangerous.has(edge._toEntityKey),
  );
  expect(new Set(users.map((edge) => edge._fromEntityKey)).size).toBeGreaterThan(10);
});

it("an orphan of the finding export has no edge", () => {
  const orphan = first.orphanMachineIds[0] ?? "none";
  expect(lines.filter((line) => line._key.includes(orphan))).toEqual([]);
});

it("some weakness is the finding of two programs, some is no CVE, some path list is cut", () => {
  const identified = edges.filter((edge) => edge._class === "IDENTIFIED");
  const lengths = (name: string) =>
    identified.map((edge) =>
      Array.isArray(edge.properties[name]) ? edge.properties[name].length : 0,
    );
  expect(Math.max(...lengths("software"))).toBeGreaterThan(1);
  expect(Math.max(...lengths("diskPaths"))).toBe(10);
  expect(
    Math.max(...identified.map((edge) => Number(edge.properties["diskPathCount"] ?? 0))),
  ).toBeGreaterThan(10);
  const found = lines.filter((line) => line._type === "microsoft_defender_vulnerability").length;
  expect(edgesOf("microsoft_defender_vulnerability_is_cve").length).toBeLessThan(found);
});
