import { expect, test } from "vitest";
import { groupOf, membersOf } from "./group.ts";
import { group, lines, member, propertiesAt } from "./records.fixture.ts";

test("a group is held by the account", () => {
  const { entities, relationships } = groupOf(
    group({ displayName: "Finance", groupTypes: ["Unified"], securityEnabled: false }),
    "tenant-1",
  );
  expect(propertiesAt(entities, "microsoft_defender_group:g1")).toEqual({
    id: "g1",
    name: "Finance",
    displayName: "Finance",
    groupTypes: ["Unified"],
    securityEnabled: false,
  });
  expect(lines(relationships)).toEqual([
    "microsoft_defender_account:tenant-1 HAS microsoft_defender_group:g1",
  ]);
});

test.each([
  [{ mail: "finance@contoso.com" }, "finance@contoso.com"],
  [{}, "g1"],
])("a nameless group is called by its mail, else its id", (facts, name) => {
  const { entities } = groupOf(group(facts), "tenant-1");
  expect(propertiesAt(entities, "microsoft_defender_group:g1")["displayName"]).toBe(name);
});

test("direct members are users, groups, and others as entities of their own", () => {
  const members = [
    member({ id: "u1" }),
    member({ id: "g2", kind: "group" }),
    member({ id: "u9", userPrincipalName: "lost@contoso.com" }),
    member({ id: "s1", kind: "servicePrincipal", displayName: "Backup" }),
    member({ id: "u1" }),
  ];
  const { entities, relationships } = membersOf(
    { kind: "members", groupId: "g1", members },
    (id) => id === "u1",
  );
  expect(lines(relationships)).toEqual([
    "microsoft_defender_group:g1 HAS microsoft_defender_user:u1",
    "microsoft_defender_group:g1 HAS microsoft_defender_group:g2",
    "microsoft_defender_group:g1 HAS microsoft_defender_group_user:u9",
    "microsoft_defender_group:g1 HAS microsoft_defender_group_user:s1",
  ]);
  expect(new Set(relationships.map(({ type }) => type))).toEqual(
    new Set(["microsoft_defender_group_has_user", "microsoft_defender_group_has_group"]),
  );
  expect(entities.map(({ key }) => key)).toEqual([
    "microsoft_defender_group_user:u9",
    "microsoft_defender_group_user:s1",
  ]);
  expect(propertiesAt(entities, "microsoft_defender_group_user:s1")).toEqual({
    id: "s1",
    name: "Backup",
    displayName: "Backup",
    kind: "servicePrincipal",
    username: null,
    email: null,
    shortLoginId: null,
    firstName: null,
    lastName: null,
    active: null,
  });
});

test.each([
  [{ userPrincipalName: "lost@contoso.com" }, "lost@contoso.com"],
  [{ mail: "contact@fabrikam.com" }, "contact@fabrikam.com"],
  [{}, "x1"],
])("a member that may be seen but not read still has a name", (facts, name) => {
  const members = [member({ id: "x1", kind: "contact", ...facts })];
  const { entities } = membersOf({ kind: "members", groupId: "g1", members }, () => true);
  expect(propertiesAt(entities, "microsoft_defender_group_user:x1")["name"]).toBe(name);
});
