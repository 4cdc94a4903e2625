import { expect, test } from "vitest";
import { fileRow, keyTexts } from "./file-row.ts";

test("a line has PascalCase keys and leaves out what has no value", () => {
  const row = {
    cveId: "CVE-2026-1",
    cvssScore: 0,
    paths: [],
    name: null,
    version: "",
    isOnboarded: false,
  };
  expect(fileRow(row, keyTexts(0))).toBe(
    `{"CveId":"CVE-2026-1","CvssScore":0,"IsOnboarded":false}\n`,
  );
});

test("every second file spells some keys otherwise", () => {
  expect(fileRow({ cveId: "a", deviceId: "b" }, keyTexts(1))).toBe(
    `{"CVEId":"a","DeviceID":"b"}\n`,
  );
});

test("what JSON escapes is escaped", () => {
  const row = { diskPaths: ['C:\\a "b"'], name: 'x\\y"z\n', other: "Ä\u2028" };
  expect(JSON.parse(fileRow(row, keyTexts(0)))).toEqual({
    DiskPaths: row.diskPaths,
    Name: row.name,
    Other: row.other,
  });
});

test("a row without any value is no line", () => {
  expect(fileRow({ name: null }, keyTexts(0))).toBe("");
});
