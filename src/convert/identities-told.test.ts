import { describe, expect, test } from "vitest";
import { type Facts, type Piece, piece } from "./graph.fixture.ts";
import { createIdentityIndex, type IdentitySettings } from "./identities.ts";

function resolve({ entities, relationships }: Piece, settings: IdentitySettings = {}) {
  const index = createIdentityIndex(settings);
  for (const entity of entities) index.addEntity(entity);
  for (const relationship of relationships) index.addRelationship(relationship);
  return index.resolve();
}

const short = (key: string): string => key.slice(key.indexOf(":") + 1);

/** `account = user by method` for resolved ones, `account ? candidates` for others. */
function answers(facts: Facts, settings: IdentitySettings = {}): readonly string[] {
  const { relationships, unresolved } = resolve(piece(facts), settings);
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

describe("a person's word", () => {
  const account = String.raw`microsoft_defender_logon_user:contoso\ada`;
  const users = [{ id: "u1", onPremisesSamAccountName: "ada" }, { id: "u2" }];
  const logons = ["m1 contoso\\ada"];

  test("goes before every method", () => {
    const links = new Map([[account, "microsoft_defender_user:u2"]]);
    expect(answers({ users, logons }, { links })).toEqual(["contoso\\ada = u2 by manual"]);
  });

  test("may be that the account is nobody's: then it is not asked about", () => {
    expect(answers({ users, logons }, { links: new Map([[account, null]]) })).toEqual([]);
  });

  test("about a user that is gone leaves the account open", () => {
    const links = new Map([[account, "microsoft_defender_user:u9"]]);
    expect(resolve(piece({ users, logons }), { links })).toEqual({
      relationships: [],
      unresolved: [
        { key: account, reason: "linkedUserGone", candidates: ["microsoft_defender_user:u9"] },
      ],
    });
  });
});

test("a domain's names that the organization tells prove a user's domain", () => {
  const users = [
    { id: "u1", onPremisesSamAccountName: "ada", onPremisesDomainName: "corp.contoso.com" },
    { id: "u2", onPremisesSamAccountName: "ada", onPremisesDomainName: "lab.contoso.com" },
  ];
  const logons = ["m1 old\\ada"];
  expect(answers({ users, logons })).toEqual(["old\\ada ? u1 u2"]);
  expect(answers({ users, logons }, { domains: { OLD: ["Corp.contoso.com"] } })).toEqual([
    "old\\ada = u1 by samAndDomain",
  ]);
});
