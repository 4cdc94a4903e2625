import { z } from "zod";
import { described } from "../../alert/described.ts";
import { severities } from "../../alert/severity.ts";
import { lastEvaluations, listEvaluations } from "../../store/evaluation.ts";
import type { Database } from "../../store/database.ts";
import { findRule, listRules, type StoredRule } from "../../store/rule.ts";
import { notFound } from "../not-found.ts";
import { cutPage, pageInput, pageOf } from "../paging.ts";
import { readVerb } from "../verb.ts";
import { pack } from "./pack.ts";
import { evaluationOf, evaluationView, ruleView, viewOf } from "./rule-view.ts";

/** A rule. Throws `not_found`. */
export async function ruleOf(reader: Pick<Database, "all">, id: number): Promise<StoredRule> {
  const rule = await findRule(reader, id);
  if (rule === null) throw notFound(`rule ${id}`, "rules list");
  return rule;
}

/** Every rule. */
export const rulesList = readVerb({
  name: "rules.list",
  summary: "Every rule with its last evaluation",
  role: "viewer",
  input: z.strictObject({}),
  output: z.object({ items: z.array(ruleView) }),
  async run({ parts }) {
    const last = await lastEvaluations(parts.database);
    const rules = await listRules(parts.database);
    return { items: rules.map((rule) => viewOf(rule, last.get(rule.id) ?? null)) };
  },
});

/** One rule. */
export const rulesGet = readVerb({
  name: "rules.get",
  summary: "One rule with its last evaluation",
  role: "viewer",
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: ruleView,
  async run({ parts }, { id }) {
    const rule = await ruleOf(parts.database, id);
    return viewOf(rule, (await lastEvaluations(parts.database)).get(id) ?? null);
  },
});

const packView = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  severity: z.enum(severities),
  newOnly: z.boolean(),
  parameters: z.record(z.string(), z.json()),
  tags: z.array(z.string()),
  query: z.string().nullable(),
  ruleId: z
    .number()
    .nullable()
    .meta({ description: "The rule that it became; null while it is off" }),
  enabled: z.boolean(),
});

export type PackView = z.output<typeof packView>;

/** The rules that ship. */
export const rulesPack = readVerb({
  name: "rules.pack",
  summary: "The rules that ship with the product, and which of them are switched on",
  role: "viewer",
  input: z.strictObject({}),
  output: z.object({ items: z.array(packView) }),
  async run({ parts }) {
    const rules = await listRules(parts.database);
    const items = pack.map((one) => {
      const { id, name, severity, newOnly, tags, asks, parameters = {} } = one;
      const rule = rules.find((there) => there.pack === id);
      return {
        id,
        name,
        severity,
        newOnly,
        description: described(one.description, parameters),
        tags: [...tags],
        parameters: z.record(z.string(), z.json()).parse(parameters),
        query: "query" in asks ? asks.query : null,
        ruleId: rule?.id ?? null,
        enabled: rule?.enabled ?? false,
      };
    });
    return { items };
  },
});

/** How a rule's evaluations went. */
export const rulesEvaluations = readVerb({
  name: "rules.evaluations",
  summary: "How a rule's evaluations went, latest first",
  role: "viewer",
  input: z.strictObject({ id: z.coerce.number().int(), ...pageInput }),
  output: pageOf(evaluationView),
  async run({ parts }, { id, cursor, limit }) {
    await ruleOf(parts.database, id);
    const asked = { ruleId: id, before: cursor ?? null, limit: limit + 1 };
    const rows = await listEvaluations(parts.database, asked);
    return cutPage(rows.map(evaluationOf), limit);
  },
});
