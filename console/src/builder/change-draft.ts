import type { Catalogue } from "../../../src/j1ql/catalogue.ts";
import { reachedBy, thingsOf, typesAlong, verbsFrom } from "./choices.ts";
import { type Column, type Draft, nameOf, type Relation, type Step } from "./draft.ts";
import { shortName } from "./write-draft.ts";

const any: Relation = { verb: null, direction: "either", alias: null, negated: false };

/** A number that nothing of a list has yet. */
function fresh(items: readonly { readonly id: number }[]): number {
  return Math.max(-1, ...items.map(({ id }) => id)) + 1;
}

/** Another step at the end: what the last one is related to most. */
export function withStep(draft: Draft, catalogue: Catalogue): Draft {
  const types = typesAlong(draft.steps, catalogue).at(-1) ?? new Set();
  const verb = verbsFrom(types, catalogue)[0]?.verb ?? null;
  const relation: Relation = { ...any, verb };
  const what = firstThing(relation, types, catalogue);
  const step: Step = {
    id: fresh(draft.steps),
    relation,
    what,
    alias: null,
    joiner: "and",
    filters: [],
  };
  return { ...draft, steps: [...draft.steps, step] };
}

function firstThing(relation: Relation, types: ReadonlySet<string>, catalogue: Catalogue): string {
  const things = thingsOf(catalogue, reachedBy(relation, types, catalogue));
  return things.find(({ kind }) => kind === "type")?.name ?? "*";
}

/** One step changed; what follows of it for the others is mended. */
export function withChanged(draft: Draft, step: Step, catalogue: Catalogue): Draft {
  const steps = draft.steps.map((one) => (one.id === step.id ? step : one));
  const before = draft.steps.find(({ id }) => id === step.id);
  return {
    ...renamed(draft, nameOf(before ?? step), nameOf(step)),
    steps: mended(steps, catalogue),
  };
}

/** With another name for a step where its name stands in what was written by hand. */
function renamed(draft: Draft, from: string, to: string): Draft {
  if (from === to || from === "") return draft;
  const inText = (text: string): string =>
    text.replaceAll(/[\p{L}\p{N}_@]+(?=\.)/gu, (word) => (word === from ? to : word));
  const columns = draft.columns.map((column) =>
    column.kind === "free" ? { ...column, text: inText(column.text) } : column,
  );
  return {
    ...draft,
    columns,
    where: draft.where === null ? null : inText(draft.where),
    having: draft.having === null ? null : inText(draft.having),
    order: draft.order.map((key) => ({ ...key, text: inText(key.text) })),
  };
}

/** Without a step, and what was told of it. */
export function withoutStep(draft: Draft, id: number, catalogue: Catalogue): Draft {
  const gone = draft.steps.find((step) => step.id === id);
  const steps = draft.steps.filter((step) => step.id !== id);
  if (gone === undefined || steps.length === 0) return draft;
  const columns = draft.columns.filter((column) => column.kind === "free" || column.step !== id);
  const order = draft.order.filter(({ text }) => !text.startsWith(`${gone.alias ?? gone.what}.`));
  return { ...draft, steps: mended(steps, catalogue), columns, order };
}

/** A step that is moved, by one place to the left or the right. */
interface Move {
  readonly id: number;
  readonly by: -1 | 1;
}

/** A step one place further. */
export function withMoved(draft: Draft, { id, by }: Move, catalogue: Catalogue): Draft {
  const at = draft.steps.findIndex((step) => step.id === id);
  const step = draft.steps[at];
  const other = draft.steps[at + by];
  if (step === undefined || other === undefined) return draft;
  const steps = draft.steps.with(at, other).with(at + by, step);
  return { ...draft, steps: mended(steps, catalogue) };
}

/** The first step follows from none; each other one from the one before it by a relation that the graph holds. */
function mended(steps: readonly Step[], catalogue: Catalogue): readonly Step[] {
  const done: Step[] = [];
  for (const step of steps) {
    const before = typesAlong(done, catalogue).at(-1);
    const relation = before === undefined ? null : relationTo(step, before, catalogue);
    done.push({ ...step, relation });
  }
  return done;
}

function relationTo(step: Step, before: ReadonlySet<string>, catalogue: Catalogue): Relation {
  const { relation } = step;
  const leads = (wanted: Relation): boolean => {
    const own = typesAlong([{ ...step, relation: null }], catalogue)[0] ?? new Set();
    const reached = reachedBy(wanted, before, catalogue);
    return [...own].some((type) => reached.has(type));
  };
  // What the graph does not know is left as it was written.
  if (relation !== null && (before.size === 0 || leads(relation))) return relation;
  const verbs = verbsFrom(before, catalogue).map(({ verb }) => ({ ...any, verb }));
  return verbs.find(leads) ?? any;
}

/** A step for what another relation leads to: what it looked for if it is still there, else the most frequent. */
export function related(
  step: Step,
  relation: Relation,
  from: { readonly types: ReadonlySet<string>; readonly catalogue: Catalogue },
): Step {
  const { types, catalogue } = from;
  const reached = reachedBy(relation, types, catalogue);
  const names = thingsOf(catalogue, reached).map(({ name }) => name);
  const stays = step.what === "*" || names.includes(step.what) || names.length === 0;
  const what = stays ? step.what : firstThing(relation, types, catalogue);
  return { ...step, relation, what };
}

/** A step with a short name, by which columns can call it. */
export function withName(draft: Draft, id: number): Draft {
  const step = draft.steps.find((one) => one.id === id);
  if (step === undefined || step.alias !== null) return draft;
  const taken = draft.steps.flatMap(({ alias }) => alias ?? []);
  const alias = shortName(step.what, taken);
  const steps = draft.steps.map((one) => (one === step ? { ...step, alias } : one));
  return { ...renamed(draft, step.what, alias), steps };
}

/** Another column: a property of a step. */
export function withColumn(draft: Draft, id: number, property: string): Draft {
  const column: Column = {
    kind: "own",
    id: fresh(draft.columns),
    aggregate: null,
    step: id,
    property,
    label: null,
  };
  const told = withName(draft, id);
  return { ...told, returns: "columns", columns: [...told.columns, column] };
}

/** Another filter, of which nothing is chosen. */
export function withFilter(step: Step): Step {
  const filter = { id: fresh(step.filters), property: "", operator: "=" } as const;
  return { ...step, filters: [...step.filters, { ...filter, value: { kind: "text", text: "" } }] };
}
