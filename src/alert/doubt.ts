import { z } from "zod";
import type { Catalogue } from "../j1ql/catalogue.ts";
import type { Plan, PlanTarget } from "../j1ql/plan.ts";
import type { RunHealth } from "../store/run-health.ts";

const reportSchema = z.object({
  steps: z
    .array(
      z.object({
        step: z.string(),
        title: z.string(),
        status: z.string(),
        reason: z.string().nullable(),
      }),
    )
    .catch([]),
});

/** A step of a run as its report tells it. */
export type ToldStep = z.infer<typeof reportSchema>["steps"][number];

/** The steps that a run's report tells of. */
export function stepsOf(report: string | null): readonly ToldStep[] {
  if (report === null) return [];
  const read = reportSchema.safeParse(JSON.parse(report));
  return read.success ? read.data.steps : [];
}

/** What of the graph may be out of date: types whose objects may be gone or there without our knowing. */
export interface Doubt {
  /** All of the graph. */
  readonly all: boolean;
  readonly types: ReadonlySet<string>;
}

/** The types that each step of a run brings, by the step's name. */
export type TypesOfSteps = Readonly<Record<string, readonly string[]>>;

const certain = new Set(["complete", "skipped"]);

/** What is in doubt after the last runs: all after one that failed, else what it did not read to its end or held back. */
export function doubtOf(health: readonly RunHealth[], typesOf: TypesOfSteps): Doubt {
  const failed = health.some(
    ({ run }) => run !== null && (run.report === null || !run.state.startsWith("completed")),
  );
  const unread = health.flatMap(({ run }) =>
    stepsOf(run?.report ?? null)
      .filter(({ status }) => !certain.has(status))
      .flatMap(({ step }) => typesOf[step] ?? []),
  );
  const held = health.flatMap((one) => one.held.map(({ type }) => type));
  return { all: failed, types: new Set([...unread, ...held]) };
}

/** The types that have a class. */
type TypesOfClass = (name: string) => readonly string[];

function typesIn(target: PlanTarget, typesOf: TypesOfClass): readonly string[] | null {
  switch (target.kind) {
    case "type":
      return [target.name];
    case "class":
      return typesOf(target.name);
    case "either": {
      const parts = target.options.map((option) => typesIn(option, typesOf));
      return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
    }
    case "both":
      return target.of.map((part) => typesIn(part, typesOf)).find((part) => part !== null) ?? null;
    case "any":
    case "text":
    case "starts":
      return null;
  }
}

/**
 * Whether what a plan asks for is in doubt. A type of relationship is in doubt with any of the types that it joins.
 */
export function isDoubtful(
  plan: Plan,
  { all, types }: Doubt,
  { entities }: Pick<Catalogue, "entities">,
): boolean {
  if (all) return true;
  if (types.size === 0) return false;
  const typesOf: TypesOfClass = (name) =>
    entities.filter(({ classes }) => classes.includes(name)).map(({ type }) => type);
  const targets = plan.slots.flatMap((slot) => (slot.kind === "vertex" ? [slot.target] : []));
  const asked = targets.map((target) => typesIn(target, typesOf));
  if (asked.includes(null) || JSON.stringify(plan).includes('"inQuery"')) return true;
  const named = asked.flatMap((part) => part ?? []);
  return [...types].some(
    (type) => named.includes(type) || (targets.length > 1 && named.some((one) => joins(type, one))),
  );
}

/** Whether the name of a relationship's type tells of an entity's type, be it shortened or not. */
function joins(relationship: string, entity: string): boolean {
  const short = entity.replace(/^microsoft_defender_/, "");
  return relationship.split("_").length > 2 && `_${relationship}`.includes(`_${short}`);
}
