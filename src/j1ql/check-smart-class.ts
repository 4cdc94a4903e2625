import { type Checking, warn, wrong } from "./checking.ts";
import { isClassName } from "./names.ts";
import { parse } from "./parse.ts";
import type { Plan, PlanTarget } from "./plan.ts";
import { quoted } from "./print-expression.ts";
import { emptyScope } from "./scope.ts";
import { undefinedMessage } from "./smart-classes.ts";
import type { Target } from "./syntax.ts";

type SmartClass = Target & { readonly kind: "smartClass" };

/** What `#Name` means: what is tagged so, and what the queries that define it start from. */
export function checkSmartClass(checking: Checking, target: SmartClass): PlanTarget | null {
  const plans = plansOf(checking, target);
  if (plans === null) return null;
  const starts: PlanTarget = { kind: "starts", plans };
  if (target.of === null) return starts;
  const name = target.of.text;
  const of: PlanTarget = { kind: isClassName(name) ? "class" : "type", name };
  return { kind: "both", of: [of, starts] };
}

function plansOf(checking: Checking, target: SmartClass): readonly Plan[] | null {
  const { smartClasses, expanded } = checking;
  const name = target.text;
  const known = expanded.get(name);
  if (known === "in progress") {
    const message = `The definition of \`#${name}\` leads back to itself.`;
    return wrong(checking, target, { code: "invalid_smart_class", message });
  }
  if (known !== undefined) return known;
  if (smartClasses !== null && !Object.hasOwn(smartClasses, name)) {
    const message = undefinedMessage(name, smartClasses);
    warn(checking, target, { code: "unknown_smart_class", message });
  }
  expanded.set(name, "in progress");
  const texts = [taggedQuery(name), ...(smartClasses?.[name] ?? [])];
  const plans = texts.map((text) => planOfDefinition(checking, target, text));
  const found = plans.filter((plan) => plan !== null);
  expanded.set(name, found);
  return found.length < plans.length ? null : found;
}

function taggedQuery(name: string): string {
  return `FIND * WITH [tag.${name}] = true OR tags = ${quoted(name)}`;
}

/** A definition is a query of its own; what is wrong with it is said where it is used. */
function planOfDefinition(checking: Checking, target: SmartClass, text: string): Plan | null {
  const { query, problems } = parse(text);
  const inner: Checking = {
    ...checking,
    scope: emptyScope(),
    uses: [],
    catalogue: null,
    parameters: {},
    problems: [],
    warnings: [],
  };
  const plan = query === null ? null : checking.planOf(inner, query);
  const [fault] = [...problems, ...inner.problems];
  if (fault === undefined && plan !== null) return listOf(plan);
  const message = `The definition of \`#${target.text}\` is wrong: ${fault?.message ?? "it is empty."} (\`${text}\`)`;
  return wrong(checking, target, { code: "invalid_smart_class", message });
}

/** A definition counts for the entities that it starts from, whatever it returns. */
function listOf(plan: Plan): Plan {
  const order = plan.result === "table" ? [] : plan.order;
  return { ...plan, result: "list", unique: false, columns: [], having: null, order };
}
