import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import type { ExportedLine } from "../service/desk.ts";
import { writeParquet } from "../store/parquet-file.ts";
import { csv } from "./export-csv.ts";
import type { ExportFormat } from "./export-format.ts";
import { graphml } from "./export-graphml.ts";
import { openGraph } from "./export-open-graph.ts";

const odd = 'a "b", <c> & d\u0001\n=e 🙂';
const entity: ExportedLine = {
  kind: "entity",
  _key: "machine:1",
  _type: "microsoft_defender_machine",
  _class: ["HostAgent", "Host", "Third", "Fourth"],
  properties: { displayName: odd, tags: ["x", "y"], score: 1.5, nothing: null },
};
const relationship: ExportedLine = {
  kind: "relationship",
  _key: "machine:1|has|user:<2>",
  _type: "machine_has_user",
  _class: "HAS",
  _fromEntityKey: "machine:1",
  _toEntityKey: "user:<2>",
  properties: { firstSeenOn: 5 },
};

function written(format: ExportFormat, lines: readonly ExportedLine[]): string {
  const texts = lines.map((line, at) => format.line(line, lines[at - 1] ?? null));
  return format.head + texts.join("") + format.foot(lines.at(-1) ?? null);
}

describe("a graph that is exported", () => {
  it("as CSV has a row an object, with its properties as JSON", () => {
    const name = `"${odd.replaceAll('"', '""')}"`;
    const json = (line: ExportedLine) =>
      `"${JSON.stringify(line.properties).replaceAll('"', '""')}"`;
    expect(written(csv, [entity, relationship])).toBe(
      [
        "kind,key,type,class,displayName,from,to,properties",
        `entity,machine:1,microsoft_defender_machine,HostAgent; Host; Third; Fourth,${name},,,${json(entity)}`,
        `relationship,machine:1|has|user:<2>,machine_has_user,HAS,,machine:1,user:<2>,${json(relationship)}`,
        "",
      ].join("\r\n"),
    );
  });

  it("as GraphML escapes what XML needs escaped, and replaces what it has no place for", () => {
    const xml = written(graphml, [entity, relationship]);
    expect(xml).toContain(
      `<data key="displayName">a &quot;b&quot;, &lt;c&gt; &amp; d\uFFFD&#10;=e 🙂</data>`,
    );
    expect(xml).toContain(
      `<edge id="machine:1|has|user:&lt;2&gt;" source="machine:1" target="user:&lt;2&gt;">`,
    );
    expect(xml.endsWith("</graph>\n</graphml>\n")).toBe(true);
  });

  it.each([[[]], [[entity]], [[relationship]], [[entity, entity, relationship, relationship]]])(
    "as OpenGraph is one JSON document, whatever there is (%#)",
    (lines) => {
      const { graph } = JSON.parse(written(openGraph, lines));
      const ofKind = (kind: string) => lines.filter((line) => line.kind === kind).length;
      expect(graph.nodes).toHaveLength(ofKind("entity"));
      expect(graph.edges).toHaveLength(ofKind("relationship"));
    },
  );

  it("as OpenGraph has what BloodHound takes: three kinds, plain values, ends by their ids", () => {
    const { graph } = JSON.parse(written(openGraph, [entity, relationship]));
    expect(graph.nodes[0]).toEqual({
      id: "machine:1",
      kinds: ["microsoft_defender_machine", "HostAgent", "Host"],
      properties: { displayName: odd, name: odd, tags: ["x", "y"], score: 1.5 },
    });
    expect(graph.edges[0]).toEqual({
      kind: "HAS",
      start: { match_by: "id", value: "machine:1" },
      end: { match_by: "id", value: "user:<2>" },
      properties: { firstSeenOn: 5, type: "machine_has_user" },
    });
  });

  it("as Parquet is a file that DuckDB reads, and leaves nothing beside it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "defender-graph-parquet-"));
    const path = join(folder, "it's.parquet");
    await writeParquet(
      path,
      (async function* () {
        yield [entity];
        yield [relationship, relationship];
      })(),
    );
    expect(await readdir(folder)).toEqual(["it's.parquet"]);
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const read = await connection.run(
      `select kind, _class, properties->>'displayName' as name from '${path.replace("'", "''")}' order by kind`,
    );
    expect(await read.getRowsJson()).toEqual([
      ["entity", [...entity._class], odd],
      ["relationship", ["HAS"], null],
      ["relationship", ["HAS"], null],
    ]);
    connection.disconnectSync();
    instance.closeSync();
    await rm(folder, { recursive: true });
  });

  it("as Parquet to where nothing may be written says so", async () => {
    const nothing = (async function* () {})();
    await expect(writeParquet("/nowhere/x.parquet", nothing)).rejects.toThrow(
      "Cannot write /nowhere/x.parquet",
    );
  });
});
