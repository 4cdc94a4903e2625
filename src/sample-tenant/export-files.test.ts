import { expect, test } from "vitest";
import { ExportFiles } from "./export-files.ts";
import { createWorld } from "./world/world.ts";

const size = {
  devices: 200,
  users: 50,
  groups: 5,
  cves: 100,
  findingsPerDevice: 10,
  logonsPerDevice: 1,
};
const world = createWorld(size, 1);

const rowsOf = (parts: readonly { readonly rows: number }[]): number =>
  parts.reduce((sum, part) => sum + part.rows, 0);

test("a day's files are generated once and found by their path", async () => {
  const files = new ExportFiles();
  const parts = await files.of(world);
  expect(await files.of(world)).toBe(parts);
  expect(await files.find(parts[0]?.path ?? "")).toBe(parts[0]);
  expect(await files.find("/tvmexport/elsewhere")).toBeUndefined();
  expect(rowsOf(parts)).toBeGreaterThan(size.devices * size.findingsPerDevice);
  await files.close();
});

test("closing gives up the files that are being generated", async () => {
  const whole = new ExportFiles();
  const cut = new ExportFiles();
  const generating = cut.of(world);
  await cut.close();
  expect(rowsOf(await generating)).toBeLessThan(rowsOf(await whole.of(world)));
  await whole.close();
});
