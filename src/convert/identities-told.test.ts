import { describe, expect, test } from "vitest";
import { relationshipTypes } from "./types.ts";
import { edge } from "./edge.ts";
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
    expect(resolve(piece({ users, logons }), { links })).toMatchObject({
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

describe("what an alert's evidence says of an account", () => {
  const id = "73d664e4-0886-4a73-b745-c694da45ddb4";
  const users = [
    { id, onPremisesSecurityIdentifier: "S-1-5-21-7", userPrincipalName: "ada@x.com" },
    { id: "u2", userPrincipalName: "bo@x.com" },
  ];

  function told(account: string, ...evidence: readonly Readonly<Record<string, string>>[]) {
    const { entities, relationships } = piece({ users, logons: [`m1 ${account}`] });
    const alerts = evidence.map((properties, at) =>
      edge(relationshipTypes.logonUserHasAlert, {
        from: `microsoft_defender_logon_user:${account}`,
        to: `microsoft_defender_alert:a${at}`,
        properties,
      }),
    );
    return { entities, relationships: [...relationships, ...alerts] };
  }

  const whose = (piece_: Piece, settings: IdentitySettings = {}): readonly unknown[] =>
    resolve(piece_, settings).relationships.map(({ to, properties }) => [
      short(to),
      properties["method"],
    ]);

  test("is the object id of its user, its SID, or its user principal name", () => {
    expect(whose(told("x\\ada", { aadUserId: id }))).toEqual([[id, "alertEvidence"]]);
    expect(whose(told("x\\ada", { userSid: "S-1-5-21-7" }))).toEqual([[id, "onPremisesSid"]]);
    expect(whose(told("x\\ada", { userPrincipalName: "Ada@x.com" }))).toEqual([[id, "upn"]]);
  });

  test("names its source", () => {
    const [found] = resolve(told("x\\ada", { aadUserId: id })).relationships;
    expect(found?.properties["evidence"]).toEqual([
      `object id ${id}`,
      "microsoft_defender_alert:a0",
    ]);
  });

  test("is no answer where alerts contradict each other", () => {
    expect(whose(told("x\\ada", { aadUserId: id }, { aadUserId: "u2" }))).toEqual([]);
  });

  test("says nothing of an account of Entra, whose name several may share", () => {
    expect(whose(told("azuread\\ada", { aadUserId: id }))).toEqual([]);
  });

  test("is remembered when the alert is gone, until another says otherwise", () => {
    const { learnt } = resolve(told("x\\ada", { aadUserId: id }));
    expect(whose(told("x\\ada"), { learnt })).toEqual([[id, "alertEvidence"]]);
    expect(whose(told("x\\ada", { aadUserId: "u2" }), { learnt })).toEqual([
      ["u2", "alertEvidence"],
    ]);
  });
});
