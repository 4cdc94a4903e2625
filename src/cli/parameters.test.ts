import { describe, expect, test } from "vitest";
import { readFlags } from "./flags.ts";
import { parametersOf } from "./parameters.ts";

const flags = [{ name: "param", value: "<name=value>", many: true as const, help: "" }];

describe("--param", () => {
  test("is JSON where it reads as JSON, else text", () => {
    expect(
      parametersOf(["n=5", "on=true", "t=macOS", 'q="5"', 'l=["a",1]', "e=", "x=a=b", "o={}"]),
    ).toEqual({ n: 5, on: true, t: "macOS", q: "5", l: ["a", 1], e: "", x: "a=b", o: "{}" });
  });

  test("without a name or a value is refused", () => {
    expect(() => parametersOf(["=5"])).toThrow("--param wants name=value");
    expect(() => parametersOf(["least"])).toThrow("--param wants name=value");
  });

  test("may be given several times, or once in the environment", () => {
    const given = readFlags(["--param", "a=1", "--param=b=2", "FIND *"], flags, {});
    expect(given.texts("param")).toEqual(["a=1", "b=2"]);
    expect(given.positionals).toEqual(["FIND *"]);
    const variables = { DEFENDER_GRAPH_PARAM: "a=1" };
    expect(readFlags([], flags, variables).texts("param")).toEqual(["a=1"]);
    expect(readFlags([], flags, {}).texts("param")).toEqual([]);
  });
});

describe("a flag whose value is a list", () => {
  const list = [{ name: "also", value: "<a,b,…>", help: "" }];

  test("is one list, however often it is given", () => {
    const also = (...args: readonly string[]): string | undefined =>
      readFlags(args, list, { DEFENDER_GRAPH_ALSO: "e" }).text("also");
    expect(also("--also", "a,b", "--also=c")).toBe("a,b,c");
    expect(also("--also", "a")).toBe("a");
    expect(also()).toBe("e");
  });

  test("is refused where one of its values is empty", () => {
    expect(() => readFlags(["--also=a", "--also="], list, {})).toThrow("--also is empty");
  });
});
