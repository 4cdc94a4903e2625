import { describe, expect, test } from "vitest";
import { readSmartClasses } from "./smart-classes.ts";

const read = (json: string | null) =>
  readSmartClasses({ readIfThere: async () => json }, "graph.duckdb");

describe("the definitions of smart classes", () => {
  test("stand beside the database, or nowhere", async () => {
    const asked: string[] = [];
    const readIfThere = async (path: string) => {
      asked.push(path);
      return null;
    };
    expect(await readSmartClasses({ readIfThere }, "graph.duckdb")).toEqual({});
    expect(asked).toEqual(["graph.duckdb.smart-classes.json"]);
  });

  test("are lists of queries by name", async () => {
    expect(await read('{"Ours": ["FIND a", "FIND b"], "Theirs": ["FIND c"]}')).toEqual({
      Ours: ["FIND a", "FIND b"],
      Theirs: ["FIND c"],
    });
  });

  test.each([
    ["{", "one JSON object"],
    ["[]", "one JSON object"],
    ['{"two words": ["FIND a"]}', "`two words` cannot be a name"],
    ['{"Ours": "FIND a"}', "`Ours` needs a list"],
    ['{"Ours": []}', "`Ours` needs a list"],
    ['{"Ours": [1]}', "`Ours` needs a list"],
    ['{"Ours": ["a", "a", "a", "a", "a", "a"]}', "`Ours` needs a list of 1 to 5"],
  ])("that are wrong say where: %s", async (json, says) => {
    await expect(read(json)).rejects.toMatchObject({ code: "smart_classes_invalid" });
    await expect(read(json)).rejects.toThrow(says);
    await expect(read(json)).rejects.toThrow("graph.duckdb.smart-classes.json");
  });
});
