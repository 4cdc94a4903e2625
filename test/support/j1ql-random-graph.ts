import fc from "fast-check";
import type { Properties } from "../../src/graph/entity.ts";
import { type Edge, edge, type Graph, type Node, node } from "./j1ql-graph.ts";

const types = ["host", "user", "team"] as const;
const classes = { host: ["Device"], user: ["User", "Person"], team: ["Group"] } as const;
const verbs = ["HAS", "USES", "OWNS"] as const;

const scalar = fc.oneof(
  fc.constantFrom<string | number | boolean>(
    "a",
    "b",
    "ab",
    "A",
    "10.0.0.7",
    "192.168.1.9",
    "5",
    "",
  ),
  fc.constantFrom<string | number | boolean>(0, 1, 5, 7.5, -2),
  fc.boolean(),
);
const list = fc.oneof(
  fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 3 }),
  fc.array(fc.constantFrom(1, 5, 9), { maxLength: 2 }),
);
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: list },
  { weight: 1, arbitrary: fc.constant(null) },
);
const properties: fc.Arbitrary<Properties> = fc.dictionary(
  fc.constantFrom("x", "y", "tag.z-1", "tags"),
  value,
  { minKeys: 1, maxKeys: 3 },
);

type Past = "steady" | "changed" | "deleted";
const past: fc.Arbitrary<Past> = fc.oneof(
  { weight: 4, arbitrary: fc.constant("steady" as const) },
  fc.constant("changed" as const),
  fc.constant("deleted" as const),
);

/** A graph of a few entities of three types, with properties of every kind. */
export const smallGraph: fc.Arbitrary<Graph> = fc
  .record({
    nodes: fc.array(fc.record({ type: fc.constantFrom(...types), properties, past }), {
      minLength: 3,
      maxLength: 6,
    }),
    edges: fc.array(
      fc.record({
        from: fc.nat(5),
        to: fc.nat(5),
        verb: fc.constantFrom(...verbs),
        properties,
        past,
      }),
      { minLength: 3, maxLength: 10 },
    ),
  })
  .map((drawn) => {
    const all = drawn.nodes.map((one, index) =>
      lived(
        node(index + 1, one.type, { properties: one.properties, classes: classes[one.type] }),
        one.past,
      ),
    );
    const last = all.flatMap((versions) => versions.slice(-1));
    return { nodes: all.flat(), edges: edgesOf(last, drawn.edges) };
  });

/** When the changes of small graphs happened, and a moment before. */
const changedOn = 1_300;
export const beforeChanges = 1_200;

/** An entity or relationship with its life: as it ever was, changed once, or deleted. */
function lived<One extends Node | Edge>(one: One, past: Past): readonly One[] {
  if (past === "steady") return [one];
  const first = { ...one, endOn: changedOn };
  if (past === "deleted") return [{ ...first, deleted: true }];
  const before = { ...first, properties: { ...one.properties, x: "before" } };
  return [before, { ...one, beginOn: changedOn, version: 2 }];
}

interface DrawnEdge {
  readonly from: number;
  readonly to: number;
  readonly verb: string;
  readonly properties: Properties;
  readonly past: Past;
}

function edgesOf(nodes: readonly Node[], drawn: readonly DrawnEdge[]): readonly Edge[] {
  const seen = new Set<string>();
  return drawn.flatMap(({ from, to, verb, properties: held, past: life }, index) => {
    const [one, other] = [nodes[from % nodes.length], nodes[to % nodes.length]];
    const key = `${one?.id} ${verb} ${other?.id}`;
    if (one === undefined || other === undefined || seen.has(key)) return [];
    seen.add(key);
    // No relationship outlives its ends.
    const isGone = one.deleted === true || other.deleted === true;
    const drawnEdge = edge(index + 100, [one, verb, other], { properties: held });
    return lived(drawnEdge, isGone ? "deleted" : life);
  });
}
