import { describe, expect, it } from "vitest";
import { firstNames, lastNames } from "./name-lists.ts";
import { fold, humanName, windowsName } from "./names.ts";

const pairs = firstNames.flatMap((first) => lastNames.map((last) => `${first} ${last}`));

describe("the name lists", () => {
  it.each([
    ["without accents", fold],
    [
      "as letters and digits",
      (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ""),
    ],
    ["as ASCII letters alone", (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, "")],
    ["cut to a Windows account", windowsName],
  ])("make no two humans alike %s", (_reading, normalise) => {
    expect(new Set(pairs.map(normalise)).size).toBe(pairs.length);
  });

  it("are composed, so that no reading depends on the form of an accent", () => {
    expect(pairs.filter((name) => name !== name.normalize("NFC"))).toEqual([]);
  });
});

describe("humanName", () => {
  it("is distinct beyond the number of pairs", () => {
    const count = pairs.length + 2000;
    const names = Array.from({ length: count }, (_, index) => humanName(index, 5, false));
    expect(new Set(names.map(({ display }) => display)).size).toBe(count);
    expect(new Set(names.map(({ local }) => local)).size).toBe(count);
  });

  it("keeps the given name and appends the partner's at a wedding", () => {
    const [before, after] = [humanName(3, 0, false), humanName(3, 0, true)];
    expect(after.given).toBe(before.given);
    expect(after.family.startsWith(`${before.family}-`)).toBe(true);
  });
});

it("an address is ASCII whatever the name", () => {
  expect(fold("Łukasz Grøßmann-Ñandú O'Brien")).toBe("lukaszgrossmannnanduobrien");
});
