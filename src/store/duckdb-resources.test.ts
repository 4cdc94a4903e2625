import { describe, expect, test } from "vitest";
import type { DatabaseOptions } from "./database-options.ts";
import { duckdbResources } from "./duckdb-resources.ts";

function given(cores: number, options: Partial<DatabaseOptions> = {}, edges = 0): string[] {
  const resources = duckdbResources({ path: ":memory:", ...options }, cores);
  const { usual, filling, reading, settling, applying } = resources;
  return [usual, filling, reading, settling, applying].map(
    ({ memoryLimit, threads }) => `${memoryLimit(edges)} for ${threads}`,
  );
}

describe("what DuckDB may use", () => {
  test("is least while a tenant is read for the first time", () => {
    expect(given(2)).toEqual([
      "256MB for 2",
      "128MB for 1",
      "192MB for 1",
      "256MB for 2",
      "256MB for 2",
    ]);
  });

  test("grows with edges beyond two million", () => {
    expect(given(2, {}, 2_000_000)).toEqual(given(2));
    expect(given(2, {}, 15_000_000)).toEqual([
      "672MB for 2",
      "544MB for 1",
      "608MB for 1",
      "672MB for 2",
      "672MB for 2",
    ]);
    expect(given(2, { memoryLimit: "256MB" }, 15_000_000)).toEqual(
      given(2, { memoryLimit: "256MB" }),
    );
  });

  test("grows with its threads, which are no more than eight unless more are asked for", () => {
    expect(given(64)).toEqual([
      "512MB for 8",
      "512MB for 7",
      "512MB for 7",
      "512MB for 8",
      "512MB for 8",
    ]);
    expect(given(64, { threads: 32 })).toEqual([
      "2048MB for 32",
      "2048MB for 31",
      "2048MB for 31",
      "2048MB for 32",
      "2048MB for 32",
    ]);
  });

  test("leaves a thread to who talks to the tenant, and always to people who are served", () => {
    const served = { spareCore: true };
    expect(given(2, served)).toEqual([
      "256MB for 2",
      "256MB for 1",
      "192MB for 1",
      "256MB for 1",
      "256MB for 1",
    ]);
    expect(given(1, served)).toEqual([
      "256MB for 1",
      "256MB for 1",
      "192MB for 1",
      "256MB for 1",
      "256MB for 1",
    ]);
  });

  test("is what was said, with as many threads as fit into it", () => {
    expect(given(16, { memoryLimit: "4GB" })[0]).toBe("4GB for 8");
    expect(given(16, { memoryLimit: "256 MiB" })[0]).toBe("256 MiB for 4");
    expect(given(16, { memoryLimit: "10MB" })[0]).toBe("10MB for 1");
    expect(given(2, { memoryLimit: "256MB", threads: 12 })[0]).toBe("256MB for 12");
  });
});
