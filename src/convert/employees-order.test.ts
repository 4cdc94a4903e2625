import fc from "fast-check";
import { expect, test } from "vitest";
import { earlierPersons, employees, resolveEmployees } from "./employees.fixture.ts";
import { is, piece } from "./graph.fixture.ts";

const arbitraryUser = fc.record({
  id: fc.constantFrom("u1", "u2", "u3", "u4", "u5"),
  employeeId: fc.constantFrom(null, "E1", "e1", "E2"),
  mail: fc.constantFrom(null, "a@x.com", "b@x.com", "A@x.com"),
  proxyAddresses: fc.subarray(["smtp:b@x.com", "smtp:c@x.com"]),
  userType: fc.constantFrom(null, "Guest"),
  managerId: fc.constantFrom(null, "u1", "u2"),
});

const world = fc.record({
  users: fc.uniqueArray(arbitraryUser, { selector: ({ id }) => id }),
  owners: fc.subarray(["u1 d1", "u2 d1", "u3 d2"]),
  logons: fc.subarray(["m1 contoso\\ada", "m2 contoso\\ada", "m2 contoso\\bob"]),
  earlier: fc.uniqueArray(
    fc.record({
      key: fc.constantFrom("person:a@x.com", "person:b@x.com", "person:u2", "person:z"),
      userIds: fc.subarray(["u1", "u2", "u3", "u4"], { minLength: 1 }),
    }),
    { selector: ({ key }) => key },
  ),
});

const sorted = ({
  entities,
  relationships,
  notEmployees,
}: ReturnType<typeof resolveEmployees>) => ({
  entities,
  notEmployees,
  relationships: relationships.toSorted((one, other) =>
    `${one.from}|${one.type}|${one.to}` < `${other.from}|${other.type}|${other.to}` ? -1 : 1,
  ),
});

test("neither order nor repetition of what is known changes an employee, and no key is given twice", () => {
  const known = world.chain(({ earlier, ...facts }) => {
    const { entities, relationships } = piece({ ...facts, machines: { m1: "d1", m2: "d2" } });
    const all = [...relationships, is("contoso\\ada", "u1"), is("contoso\\bob", "u2")];
    const persons = earlierPersons(
      Object.fromEntries(earlier.map(({ key, userIds }) => [key, userIds])),
    );
    return fc.record({
      before: fc.constant({ entities, relationships: all, persons }),
      entities: fc.shuffledSubarray([...entities], { minLength: entities.length }),
      relationships: fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
      persons: fc.shuffledSubarray([...persons], { minLength: persons.length }),
    });
  });
  fc.assert(
    fc.property(known, ({ before, entities, relationships, persons }) => {
      const found = sorted(resolveEmployees(before, before.persons));
      expect(sorted(resolveEmployees({ entities, relationships }, persons))).toEqual(found);
      expect(new Set(found.entities.map(({ key }) => key)).size).toBe(found.entities.length);
      const held = found.entities.flatMap(({ properties }) => properties["userIds"]);
      expect(new Set(held).size).toBe(held.length);
    }),
    { numRuns: 500 },
  );
});

test("the same users twice keep their keys", () => {
  fc.assert(
    fc.property(world, ({ users, earlier }) => {
      const persons = Object.fromEntries(earlier.map(({ key, userIds }) => [key, userIds]));
      const first = employees({ users, earlier: persons });
      const again = resolveEmployees(piece({ users }), [...first.entities]);
      expect(again).toEqual(first);
    }),
  );
});
