import { linksOf } from "../../j1ql/links.ts";
import type { EdgeSlot, SlotNumber } from "../../j1ql/plan.ts";
import { addPart, addRecursivePart, type Context, type Walk } from "./context.ts";
import type { Filters } from "./filters.ts";
import { vertexIds } from "./scan.ts";

/** The most entities that a SOMEHOW step may start from: more would be searched for too long. */
export const mostOrigins = 250;

/** What the engine says when there are more. */
export const tooManyOrigins = "somehow_too_broad";

/** The most entities, once for each start, that a SOMEHOW step may stand at after as many relationships: they are held in memory. */
export const mostSpots = 500_000;

/** What the engine says when there are more. */
export const tooManySpots = "somehow_too_far";

/** A SOMEHOW step to search. */
export interface WalkInput {
  readonly slot: SlotNumber;
  readonly filters: Filters;
  readonly edge: EdgeSlot;
  /** SQL for the single relationships that it can take. */
  readonly linksSql: (
    context: Context,
    edge: EdgeSlot,
    read: { slot: SlotNumber; filters: Filters; columns: readonly string[] },
  ) => string;
}

/**
 * Names the parts that search a SOMEHOW step: breadth first from everything that it can start from. Each entity is
 * visited at most once per start and length, no walk is longer than allowed (so circles end), and none goes where no end
 * is near enough.
 */
export function walkOf(context: Context, input: WalkInput): Walk {
  const known = context.walks.get(input.slot);
  if (known !== undefined) return known;
  const { slot, filters, edge, linksSql } = input;
  const links = addPart(
    context,
    "links",
    linksSql(context, edge, { slot, filters, columns: ["id"] }),
  );
  const origins = originsPart(context, input);
  const most = (edge.between ?? 0) + 1;
  const ahead = aheadPart(context, input, { links, most });
  const fits = context.dialect.refuseMore("n", mostSpots, tooManySpots);
  const steps = addRecursivePart(
    context,
    "steps",
    (self) =>
      `SELECT id AS origin, id AS spot, 0 AS depth FROM ${origins} UNION SELECT s.origin, l.far, s.depth + 1 FROM (SELECT origin, spot, depth, count(*) OVER () AS n FROM ${self}) s JOIN ${links} l ON l.near = s.spot JOIN ${ahead} a ON a.spot = l.far WHERE ${fits} AND s.depth + 1 + a.depth <= ${most} AND l.far <> s.origin`,
  );
  const nearest = `SELECT origin, spot, min(depth) AS depth FROM ${steps} GROUP BY origin, spot`;
  const walk: Walk = { links, distances: addPart(context, "distances", nearest) };
  context.walks.set(slot, walk);
  return walk;
}

/** How far it still is at least from each entity to one that the step may end at: what is too far is not walked. */
function aheadPart(
  context: Context,
  { slot, filters }: WalkInput,
  { links, most }: { readonly links: string; readonly most: number },
): string {
  const end = linksOf(context.plan).find(({ hop }) => hop.edge === slot)?.hop.vertex ?? 0;
  const ends = vertexIds(context, { row: { alias: `v${end}`, slot: end }, filters });
  const back = addRecursivePart(
    context,
    "back",
    (self) =>
      `SELECT id AS spot, 0 AS depth FROM (${ends}) e UNION SELECT l.near, b.depth + 1 FROM ${self} b JOIN ${links} l ON l.far = b.spot WHERE b.depth < ${most}`,
  );
  return addPart(context, "ahead", `SELECT spot, min(depth) AS depth FROM ${back} GROUP BY spot`);
}

function originsPart(context: Context, { slot, filters }: WalkInput): string {
  const { dialect, plan } = context;
  const from = linksOf(plan).find(({ hop }) => hop.edge === slot)?.from ?? [];
  const ids = from.map((start) =>
    vertexIds(context, { row: { alias: `v${start}`, slot: start }, filters }),
  );
  const counted = `SELECT id, count(*) OVER () AS n FROM (${ids.join(" UNION ")}) o`;
  const fits = dialect.refuseMore("n", mostOrigins, tooManyOrigins);
  return addPart(context, "origins", `SELECT id FROM (${counted}) o WHERE ${fits}`);
}

/** The parts of a tree that a SOMEHOW step adds. */
export interface Trail {
  /** SQL for the ids of the relationships on the shortest paths. */
  readonly edges: string;
  /** SQL for the ids of the entities on them. */
  readonly vertices: string;
}

/** What lies on the shortest paths between pairs that a part holds as `near` and `far`. */
export function trailOf(context: Context, { links, distances }: Walk, pairs: string): Trail {
  const back = addRecursivePart(
    context,
    "trails",
    (self) =>
      `SELECT d.origin, d.spot, d.depth FROM ${distances} d JOIN ${pairs} p ON p.near = d.origin AND p.far = d.spot UNION SELECT d.origin, d.spot, d.depth FROM ${self} b JOIN ${links} l ON l.far = b.spot JOIN ${distances} d ON d.origin = b.origin AND d.spot = l.near AND d.depth = b.depth - 1`,
  );
  const trail = addPart(context, "trail", `SELECT origin, spot, depth FROM ${back}`);
  return {
    edges: `SELECT l.id FROM ${trail} a JOIN ${links} l ON l.near = a.spot JOIN ${trail} z ON z.origin = a.origin AND z.spot = l.far AND z.depth = a.depth + 1`,
    vertices: `SELECT spot FROM ${trail} WHERE depth > 0`,
  };
}
