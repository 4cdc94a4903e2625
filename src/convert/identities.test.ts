import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entity, Properties } from "../graph/entity.ts";
import { type Facts, type Piece, piece } from "./graph.fixture.ts";
import { createIdentityIndex } from "./identities.ts";

function resolve({ entities, relationships }: Piece) {
  const index = createIdentityIndex();
  for (const entity of entities) index.addEntity(entity);
  for (const relationship of relationships) index.addRelationship(relationship);
  return index.resolve();
}

const short = (key: string): string => key.slice(key.indexOf(":") + 1);

/** `account = user by method` for resolved ones, `account ? candidates` for others. */
function answers(facts: Facts): readonly string[] {
  const { relationships, unresolved } = resolve(piece(facts));
  return [
    ...relationships.map(
      ({ from, to, properties }) =>
        `${short(from)} = ${short(to)} by ${String(properties["method"])}`,
    ),
    ...unresolved.map(({ key, candidates }) =>
      `${short(key)} ? ${candidates.map(short).join(" ")}`.trim(),
    ),
  ];
}

const objectId = "73d664e4-0886-4a73-b745-c694da45ddb4";
const cloudSid = "S-1-12-1-1943430372-1249052806-2496021943-3034400218";

const corp = { onPremisesDomainName: "corp.contoso.com" };
const corpGroup = { ...corp, onPremisesNetBiosName: "CONTOSO" };

describe("SID", () => {
  test("a cloud SID names the user's object id", () => {
    const logons = [["m1 contoso\\ada", { accountSid: cloudSid }]] as const;
    expect(answers({ users: [{ id: objectId }], logons })).toEqual([
      `contoso\\ada = ${objectId} by cloudSid`,
    ]);
  });

  test("an on-premises SID is the user's", () => {
    const users = [{ id: "u1", onPremisesSecurityIdentifier: "S-1-5-21-1" }];
    const logons = [["m1 contoso\\ada", { accountSid: "s-1-5-21-1" }]] as const;
    const { relationships } = resolve(piece({ users, logons }));
    expect(relationships).toEqual([
      {
        type: "microsoft_defender_logon_user_is_user",
        verb: "IS",
        from: "microsoft_defender_logon_user:contoso\\ada",
        to: "microsoft_defender_user:u1",
        properties: { confidence: 1, evidence: ["SID S-1-5-21-1"], method: "onPremisesSid" },
      },
    ]);
  });

  test("a SID of nobody leaves the question to the next method", () => {
    const users = [{ id: "u1", onPremisesSamAccountName: "ada" }];
    const logons = [["m1 contoso\\ada", { accountSid: cloudSid }]] as const;
    expect(answers({ users, logons })).toEqual(["contoso\\ada = u1 by uniqueSam"]);
  });
});

test("a SID of a domain that no user has is nobody's", () => {
  const logons = [["m1 contoso\\ada", { accountSid: "S-1-5-21-9" }]] as const;
  expect(answers({ users: [{ id: "u1" }], logons })).toEqual(["contoso\\ada ?"]);
});

test("an owner of a device that is no longer listed owns nothing", () => {
  const users = [{ id: "u1", displayName: "Ada" }];
  const now = piece({ users, machines: { m1: "d1" }, logons: ["m1 azuread\\ada"] });
  const before = piece({ machines: { m2: "d1" }, owners: ["u1 d1"] });
  const relationships = [...now.relationships, ...before.relationships];
  const { unresolved } = resolve({ entities: now.entities, relationships });
  expect(unresolved.map(({ key }) => short(key))).toEqual(["azuread\\ada"]);
});

describe("user principal name", () => {
  test("as the account's name or its id is the user's, whatever the case", () => {
    const users = [{ id: "u1", userPrincipalName: "Ada@contoso.com" }];
    const logons = ["m1 azuread\\ada@contoso.com", "m1 ADA@contoso.com"];
    expect(answers({ users, logons })).toEqual([
      "ada@contoso.com = u1 by upn",
      "azuread\\ada@contoso.com = u1 by upn",
    ]);
  });
});

describe("SAM account name", () => {
  const users = [
    { id: "u1", onPremisesSamAccountName: "ADA", ...corp },
    { id: "u2", onPremisesSamAccountName: "ada", onPremisesDomainName: "emea.contoso.com" },
  ];

  test.each(["corp\\ada", "corp.contoso.com\\ada"])(
    "with the first label or the whole of the domain is the user's: %s",
    (account) => {
      expect(answers({ users, logons: [`m1 ${account}`] })).toEqual([
        `${account} = u1 by samAndDomain`,
      ]);
    },
  );

  test("with a short name that a group teaches is the user's", () => {
    expect(answers({ users, groups: [corpGroup], logons: ["m1 contoso\\ada"] })).toEqual([
      "contoso\\ada = u1 by samAndDomain",
    ]);
  });

  test("of two users without a proven domain is nobody's, and both are told", () => {
    expect(answers({ users, logons: ["m1 contoso\\ada", "m1 ada"] })).toEqual([
      "ada ? u1 u2",
      "contoso\\ada ? u1 u2",
    ]);
  });

  test("of one user of the tenant is the user's without proof", () => {
    const [, second] = users;
    expect(answers({ users: [second ?? {}], logons: ["m1 woodgrove\\ada"] })).toEqual([
      "woodgrove\\ada = u2 by uniqueSam",
    ]);
  });

  test("of one user is not the user's where the domain is known to be another", () => {
    const [, second] = users;
    expect(
      answers({ users: [second ?? {}], groups: [corpGroup], logons: ["m1 contoso\\ada"] }),
    ).toEqual(["contoso\\ada ?"]);
  });

  test("a short name that stands for two domains proves both", () => {
    const groups = [
      corpGroup,
      { ...corpGroup, id: "g2", onPremisesDomainName: "emea.contoso.com" },
    ];
    expect(answers({ users, groups, logons: ["m1 contoso\\ada"] })).toEqual([
      "contoso\\ada ? u1 u2",
    ]);
  });

  test("groups that do not carry both names teach nothing", () => {
    const groups = [corp, { onPremisesNetBiosName: "CONTOSO" }];
    expect(answers({ users, groups, logons: ["m1 contoso\\ada"] })).toEqual([
      "contoso\\ada ? u1 u2",
    ]);
  });

  test("of a user without a domain proves none", () => {
    const cloudUsers = [{ id: "u1", onPremisesSamAccountName: "ada" }];
    expect(answers({ users: cloudUsers, logons: ["m1 corp\\ada"] })).toEqual([
      "corp\\ada = u1 by uniqueSam",
    ]);
  });
});

describe("name of an owner", () => {
  const users = [
    { id: "u1", displayName: "Ada Lovelace" },
    { id: "u2", displayName: "Ada Lovelace" },
  ];
  const machines = { m1: "d1", m2: "d2", m3: null };

  test("decides between namesakes", () => {
    const facts = { users, machines, owners: ["u2 d1"] };
    const { relationships } = resolve(piece({ ...facts, logons: ["m1 azuread\\adalovelace"] }));
    expect(relationships[0]).toMatchObject({
      to: "microsoft_defender_user:u2",
      properties: {
        method: "ownerCorroboratedName",
        confidence: 0.8,
        evidence: ["name adalovelace", "registered owner of user_endpoint.m1"],
      },
    });
  });

  test("does not decide when both own machines that the account uses", () => {
    const facts = { users, machines, owners: ["u1 d1", "u2 d2"] };
    const logons = ["m1 azuread\\adalovelace", "m2 azuread\\adalovelace"];
    expect(answers({ ...facts, logons })).toEqual(["azuread\\adalovelace ? u1 u2"]);
  });

  test("does not decide where nobody owns the machine", () => {
    const facts = { users, machines, owners: ["u1 d1"] };
    expect(answers({ ...facts, logons: ["m3 azuread\\adalovelace", "m2 azuread\\bob"] })).toEqual([
      "azuread\\adalovelace ?",
      "azuread\\bob ?",
    ]);
  });

  test.each([
    ["adalovelace", { displayName: "Ada Lovelace" }],
    ["ada.lovelace", { displayName: "x", mailNickname: "AdaLovelace" }],
    ["ada-lovelace", { displayName: "x", userPrincipalName: "ada_lovelace@contoso.com" }],
    ["maximilianovenkatara", { displayName: "Maximiliano Venkataraman-Llewellyn" }],
    ["anna-lenavonderheide", { displayName: "Anna-Lena von der Heidenreich" }],
  ])("%s may be what Windows made of %o", (name, facts) => {
    const found = answers({
      users: [{ id: "u1", ...facts }],
      machines,
      owners: ["u1 d1"],
      logons: [`m1 azuread\\${name}`],
    });
    expect(found).toEqual([`azuread\\${name} = u1 by ownerCorroboratedName`]);
  });

  test("is found through the Entra device, also for an agent that was merged away", () => {
    const facts = { users, machines: { m1: "d1", m2: "d1" }, owners: ["u1 d1"] };
    expect(answers({ ...facts, logons: ["m2 azuread\\adalovelace"] })).toEqual([
      "azuread\\adalovelace = u1 by ownerCorroboratedName",
    ]);
  });

  test("without a letter or digit is no name", () => {
    const facts = { users: [{ id: "u1", displayName: "!" }], machines, owners: ["u1 d1"] };
    expect(answers({ ...facts, logons: ["m1 azuread\\_"] })).toEqual(["azuread\\_ ?"]);
  });

  test("of an owner who is not held is nobody's", () => {
    const facts = { users, machines, owners: ["gone d1", "gone d9"] };
    expect(answers({ ...facts, logons: ["m1 azuread\\gone"] })).toEqual(["azuread\\gone ?"]);
  });
});

test("device-local and system accounts are never asked about", () => {
  const users = [{ id: "u1", onPremisesSamAccountName: "admin", ...corp }];
  expect(answers({ users, logons: ["m1 host-m1\\admin", "m1 nt authority\\admin"] })).toEqual([]);
});

test("entities of an earlier version that lack properties are nobody and own nothing", () => {
  const known = piece({ machines: { m1: "d1" }, owners: ["u1 d1"], logons: ["m1 contoso\\ada"] });
  const bare = (type: string, key: string, properties: Properties): Entity => ({
    key,
    type,
    classes: [],
    properties,
  });
  const entities = [
    bare("microsoft_defender_user", "microsoft_defender_user:u1", {}),
    bare("microsoft_defender_machine", "microsoft_defender_machine:m2", { aadDeviceId: "d1" }),
    bare("microsoft_defender_logon_user", "microsoft_defender_logon_user:x", {
      accountKind: "domain",
    }),
    bare("microsoft_defender_logon_user", "microsoft_defender_logon_user:y", {}),
  ];
  const { relationships, unresolved } = resolve({
    entities: [...known.entities, ...entities],
    relationships: known.relationships,
  });
  expect(relationships).toEqual([]);
  expect(unresolved.map(({ key }) => short(key))).toEqual(["contoso\\ada", "x"]);
});

test("edges and entities of other kinds are ignored", () => {
  expect(answers({ users: [{ id: "u1", managerId: "u2" }] })).toEqual([]);
});

const arbitraryUser = fc.record({
  id: fc.constantFrom("u1", "u2", "u3"),
  displayName: fc.constantFrom("Ada Lovelace", "Bob"),
  onPremisesSamAccountName: fc.constantFrom("ada", "bob", null),
  onPremisesDomainName: fc.constantFrom("corp.contoso.com", "emea.contoso.com", null),
  userPrincipalName: fc.constantFrom("ada@contoso.com", "bob@contoso.com", null),
});

const world = fc
  .record({
    users: fc.uniqueArray(arbitraryUser, { selector: ({ id }) => id }),
    groups: fc.subarray([
      corpGroup,
      { ...corpGroup, id: "g2", onPremisesDomainName: "emea.contoso.com" },
    ]),
    machines: fc.constantFrom({ m1: "d1", m2: "d2" }, { m1: "d1", m2: "d1" }),
    owners: fc.subarray(["u1 d1", "u2 d1", "u2 d2", "u3 d2"]),
    logons: fc.subarray([
      "m1 contoso\\ada",
      "m2 contoso\\ada",
      "m1 corp\\bob",
      "m2 azuread\\adalovelace",
      "m1 azuread\\adalovelace",
      "m1 ada",
      "m2 bob@contoso.com",
    ]),
  })
  .map(piece);

function shuffled<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray([...items, ...items], { minLength: items.length * 2 });
}

test("neither order nor repetition of what is known changes an answer", () => {
  const shuffledWorld = world.chain((known) =>
    fc.record({
      known: fc.constant(known),
      entities: shuffled(known.entities),
      relationships: shuffled(known.relationships),
    }),
  );
  fc.assert(
    fc.property(shuffledWorld, ({ known, entities, relationships }) => {
      expect(resolve({ entities, relationships })).toEqual(resolve(known));
    }),
    { numRuns: 300 },
  );
});
