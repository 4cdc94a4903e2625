import { expect, test } from "vitest";
import { engineSettings } from "./engine-settings.ts";

const memory = (value: string) => engineSettings({ DEFENDER_GRAPH_MEMORY_LIMIT: value });
const threads = (value: string) => engineSettings({ DEFENDER_GRAPH_THREADS: value });

test("memory and threads of the embedded database are its own where nothing is said", () => {
  expect(engineSettings({ DEFENDER_GRAPH_THREADS: "" })).toEqual({});
});

test("memory is a size, threads are a number", () => {
  expect([memory("4GB").memoryLimit, memory(" 512 MiB").memoryLimit]).toEqual(["4GB", "512 MiB"]);
  expect(threads("3").threads).toBe(3);
});

test.each(["4", "lots", "-1GB", "50%", "1GB'; drop table run"])("%s is no size", (value) => {
  expect(() => memory(value)).toThrow(
    `Cannot use DEFENDER_GRAPH_MEMORY_LIMIT=${value}: it must be a size such as 512MB or 4GB.`,
  );
});

test.each(["0", "1.5", "many", "1000"])("%s is no number of threads", (value) => {
  expect(() => threads(value)).toThrow(`Cannot use DEFENDER_GRAPH_THREADS=${value}: it must be a`);
});
