import { shiftMoment } from "../../src/j1ql/dates.ts";
import type {
  EdgeSlot,
  Plan,
  PlanHop,
  PlanOptional,
  PlanOperator,
  PlanStep,
  PlanTarget,
  PlanValue,
  Predicate,
} from "../../src/j1ql/plan.ts";
import {
  type Binding,
  type Bound,
  type Graph,
  type Scalar,
  scalarsOf,
  valueOf,
} from "./j1ql-values.ts";
import type { Edge, Node } from "./j1ql-graph.ts";

/** The answers of plans within a plan. */
export interface InnerAnswers {
  values(plan: Plan): readonly Scalar[];
  starts(plan: Plan): readonly number[];
}

/**
 * A naive interpreter of plans, straight from the semantics: nested loops over a graph in memory. It shares nothing
 * with the compiler but the plan.
 */
export class Reference {
  readonly #graph: Graph;
  readonly #plan: Plan;
  readonly #now: number;
  readonly #inner: InnerAnswers;

  constructor(graph: Graph, plan: Plan, { now, inner }: { now: number; inner: InnerAnswers }) {
    this.#inner = inner;
    this.#graph = graph;
    this.#plan = plan;
    this.#now = now;
  }

  /** All paths that match, one binding each. */
  paths(): readonly Binding[] {
    const starts = this.#graph.nodes.filter((node) => this.#fits(0, node));
    const found = starts.flatMap((node) =>
      this.#walk(this.#plan.steps, [{ binding: new Map([[0, { node }]]), at: node }], true),
    );
    const { where } = this.#plan;
    return found
      .map(({ binding }) => binding)
      .filter((binding) => where === null || this.holds(where, binding));
  }

  /** Whether a predicate is true of a path. */
  holds(predicate: Predicate, binding: Binding): boolean {
    if (isJoined(predicate)) {
      const truths = predicate.of.map((part) => this.holds(part, binding));
      return predicate.kind === "all" ? !truths.includes(false) : truths.includes(true);
    }
    if (predicate.kind === "not") return !this.holds(predicate.of, binding);
    if (predicate.kind === "inQuery") {
      const values = this.#inner.values(predicate.plan);
      return this.#scalars(predicate.left, binding).some((one) => values.includes(one));
    }
    if (predicate.kind === "absent") return this.#isAbsent(predicate.of, binding);
    const others = predicate.kind === "compare" ? this.#scalars(predicate.right, binding) : [];
    return this.#scalars(predicate.left, binding).some((one) => itemHolds(predicate, one, others));
  }

  #isAbsent(value: PlanValue, binding: Binding): boolean {
    if (value.kind === "whole") return binding.get(value.slot) === undefined;
    return valueOf(this.#context(binding), value) === undefined;
  }

  /** The values to compare; of a whole entity its id. */
  #scalars(value: PlanValue, binding: Binding): readonly Scalar[] {
    if (value.kind !== "whole") return scalarsOf(valueOf(this.#context(binding), value));
    const bound = binding.get(value.slot);
    return bound === undefined ? [] : [idOf(bound)];
  }

  #context(binding: Binding) {
    return { binding, graph: this.#graph, now: this.#now, shift: shiftMoment };
  }

  #fits(slot: number, node: Node): boolean {
    const vertex = this.#plan.slots[slot];
    if (vertex?.kind !== "vertex" || !this.#isTarget(vertex.target, node)) return false;
    return vertex.filter === null || this.holds(vertex.filter, new Map([[slot, { node }]]));
  }

  #isTarget(target: PlanTarget, node: Node): boolean {
    switch (target.kind) {
      case "any":
        return true;
      case "type":
        return node.type === target.name;
      case "class":
        return node.classes.includes(target.name);
      case "either":
        return target.options.some((option) => this.#isTarget(option, node));
      case "both":
        return target.of.every((part) => this.#isTarget(part, node));
      case "starts":
        return target.plans.some((plan) => this.#inner.starts(plan).includes(node.id));
      case "text":
        return target.terms.every((term) => holdsTerm(node, term));
    }
  }

  #walk(
    steps: readonly PlanStep[],
    from: readonly Walked[],
    outermost: boolean,
  ): readonly Walked[] {
    return steps.reduce((walked: readonly Walked[], step, index) => {
      const isLast = outermost && index === steps.length - 1;
      if (step.kind === "optional")
        return walked.flatMap((one) => this.#optional(step, one, isLast));
      if (step.negated) return walked.filter((one) => this.#hop(step, one).length === 0);
      return walked.flatMap((one) => this.#hop(step, one));
    }, from);
  }

  #optional(step: PlanOptional, from: Walked, isLast: boolean): readonly Walked[] {
    const named = (walked: Walked): Walked =>
      step.group === null
        ? walked
        : { ...walked, binding: new Map([...walked.binding, [step.group, { node: walked.at }]]) };
    const through = this.#walk(step.steps, [from], false);
    const skipped = isLast && through.length > 0 ? [] : [from];
    return [...through, ...skipped].map(named);
  }

  /** All shortest ways, found by trying all ways: each end once, with what lies on the ways to it. */
  #somehow(
    { slot, vertex }: { slot: EdgeSlot; vertex: number },
    { binding, at }: Walked,
  ): readonly Walked[] {
    const most = (slot.between ?? 0) + 1;
    const trails = trailsFrom(this.#graph, slot, { at, most });
    return this.#graph.nodes
      .filter((node) => node.id !== at.id && this.#fits(vertex, node))
      .flatMap((node) => {
        const there = trails.filter((trail) => trail.at(-1)?.to === node.id);
        const least = Math.min(...there.map(({ length }) => length));
        if (there.length === 0) return [];
        const passed = there.filter(({ length }) => length === least).flat();
        const held = passed.flatMap(({ edge, to }): Bound[] => [{ edge }, ...this.#nodes(to)]);
        // Places that no other slot has: they only show in trees.
        const extra = held.map((bound, index) => [-(vertex * 1_000 + index), bound] as const);
        return [{ binding: new Map([...binding, ...extra, [vertex, { node }]]), at: node }];
      });
  }

  #nodes(id: number): readonly Bound[] {
    return this.#graph.nodes.filter((node) => node.id === id).map((node) => ({ node }));
  }

  #hop({ edge, vertex }: PlanHop, { binding, at }: Walked): readonly Walked[] {
    const slot = this.#plan.slots[edge];
    if (slot?.kind !== "edge") return [];
    if (slot.between !== null) return this.#somehow({ slot, vertex }, { binding, at });
    return this.#graph.edges
      .filter(({ verb }) => slot.verbs === null || slot.verbs.includes(verb))
      .flatMap((one) => {
        const out = slot.direction !== "in" && one.from === at.id ? [one.to] : [];
        // A relationship of an entity with itself is one step, not two.
        const isLoop = slot.direction === "either" && one.from === one.to;
        const back = slot.direction !== "out" && one.to === at.id && !isLoop ? [one.from] : [];
        return [...out, ...back].flatMap((id) => {
          const node = this.#graph.nodes.find((candidate) => candidate.id === id);
          if (node === undefined || !this.#fits(vertex, node)) return [];
          const next: Binding = new Map([...binding, [edge, { edge: one }], [vertex, { node }]]);
          return [{ binding: next, at: node }];
        });
      });
  }
}

interface Walked {
  readonly binding: Binding;
  readonly at: Node;
}

interface Passed {
  readonly edge: Edge;
  readonly to: number;
}

/** All ways of at most so many relationships that meet no entity twice. */
function trailsFrom(
  { edges }: Graph,
  { verbs, direction }: EdgeSlot,
  { at, most }: { at: Node; most: number },
): readonly (readonly Passed[])[] {
  const usable = edges.filter(({ verb }) => verbs === null || verbs.includes(verb));
  const stepsFrom = (id: number): readonly Passed[] =>
    usable.flatMap((edge) => [
      ...(direction !== "in" && edge.from === id ? [{ edge, to: edge.to }] : []),
      ...(direction !== "out" && edge.to === id ? [{ edge, to: edge.from }] : []),
    ]);
  const extend = (trail: readonly Passed[]): readonly (readonly Passed[])[] => {
    if (trail.length >= most) return [trail];
    const met = new Set([at.id, ...trail.map(({ to }) => to)]);
    const onward = stepsFrom(trail.at(-1)?.to ?? at.id).filter(({ to }) => !met.has(to));
    return [trail, ...onward.flatMap((step) => extend([...trail, step]))];
  };
  return extend([]).slice(1);
}

function idOf(bound: Bound): number {
  return "node" in bound ? bound.node.id : bound.edge.id;
}

function holdsTerm(node: Node, term: string): boolean {
  const values = Object.values(node.properties).flatMap((value) => scalarsOf(value ?? undefined));
  const texts = [...values.map(String), node.type, node.displayName, ...node.classes];
  return texts.some((text) => text.toLowerCase().includes(term.toLowerCase()));
}

type Joined = Extract<Predicate, { kind: "all" | "any" }>;

function isJoined(predicate: Predicate): predicate is Joined {
  return predicate.kind === "all" || predicate.kind === "any";
}

type Leaf = Exclude<Predicate, Joined | { kind: "not" | "absent" | "inQuery" }>;

function itemHolds(predicate: Leaf, one: Scalar, others: readonly Scalar[]): boolean {
  switch (predicate.kind) {
    case "compare":
      return others.some((other) => compare(one, predicate.operator, other));
    case "oneOf":
      return predicate.values.includes(one);
    case "matches": {
      const { source, at, insensitive } = predicate;
      const pattern = { start: `^(?:${source})`, end: `(?:${source})$`, anywhere: source }[at];
      return typeof one === "string" && new RegExp(pattern, insensitive ? "i" : "").test(one);
    }
    case "cidr": {
      const address = typeof one === "string" ? addressOf(one) : null;
      return (
        address !== null && address >= predicate.network.first && address <= predicate.network.last
      );
    }
  }
}

const onOrdered = {
  ">": (one: Scalar, other: Scalar) => one > other,
  "<": (one: Scalar, other: Scalar) => one < other,
  ">=": (one: Scalar, other: Scalar) => one >= other,
  "<=": (one: Scalar, other: Scalar) => one <= other,
};

const onTexts = {
  "~=": (one: string, other: string) => one.includes(other),
  "^=": (one: string, other: string) => one.startsWith(other),
  "$=": (one: string, other: string) => one.endsWith(other),
};

/** Unlike kinds never compare. */
function compare(one: Scalar, operator: PlanOperator, other: Scalar): boolean {
  if (operator === "=") return one === other;
  if (typeof one !== typeof other || typeof one === "boolean") return false;
  if (operator in onOrdered) return onOrdered[operator as keyof typeof onOrdered](one, other);
  if (typeof one !== "string" || typeof other !== "string") return false;
  return onTexts[operator as keyof typeof onTexts](one, other);
}

function addressOf(text: string): number | null {
  const octets = text.split(".");
  if (
    octets.length !== 4 ||
    !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256)
  )
    return null;
  return octets.reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
