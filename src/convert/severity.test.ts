import { expect, test } from "vitest";
import { exploitsOf, worseExploitability, worseSeverity } from "./severity.ts";

test.each([
  ["Low", "Critical", "Critical"],
  ["Critical", "High", "Critical"],
  ["Medium", "Medium", "Medium"],
  ["Odd", "None", "None"],
  ["Odd", "Strange", "Strange"],
  ["critical", "Critical", "critical"],
])("of %s and %s the worse is %s", (one, other, worse) => {
  expect(worseSeverity(one, other)).toBe(worse);
  expect(worseSeverity(other, one)).toBe(worse);
});

test("an exploit in a kit is worse than one that is public", () => {
  expect(worseExploitability("ExploitIsPublic", "ExploitIsInKit")).toBe("ExploitIsInKit");
  expect(worseExploitability("ExploitIsVerified", "NoExploit")).toBe("ExploitIsVerified");
});

test.each([
  ["NoExploit", { published: false, verified: false, inKit: false }],
  ["ExploitIsPublic", { published: true, verified: false, inKit: false }],
  ["ExploitIsVerified", { published: true, verified: true, inKit: false }],
  ["ExploitIsInKit", { published: true, verified: true, inKit: true }],
  ["Odd", { published: null, verified: null, inKit: null }],
  [null, { published: null, verified: null, inKit: null }],
])("%s says %o", (level, exploits) => {
  expect(exploitsOf(level)).toEqual(exploits);
});
