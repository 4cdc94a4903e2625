import { z } from "zod";
import type { EpochMs } from "../../base/clock.ts";
import { definitionSchema, type RuleDefinition } from "../../alert/definition.ts";
import { definitionOf } from "../../alert/evaluate.ts";
import { endRuleTags } from "../../store/entity-tags.ts";
import {
  addRule,
  changeRule,
  forgetRows,
  listRules,
  planRule,
  removeRule,
  type StoredRule,
} from "../../store/rule.ts";
import type { Session } from "../../store/session.ts";
import { conflicting, notFound } from "../not-found.ts";
import { changeVerb } from "../verb.ts";
import { refuseWrongRule } from "./check-rule.ts";
import { pack, packDefinition } from "./pack.ts";
import { ruleView, viewOf } from "./rule-view.ts";
import { ruleOf } from "./show-rules.ts";

/** A rule that is switched on is evaluated at once; one that goes by runs then waits for the next one. */
function firstEvaluation(enabled: boolean, now: EpochMs): EpochMs | null {
  return enabled ? now : null;
}

async function save(
  session: Session,
  rule: StoredRule,
  wanted: { readonly definition: RuleDefinition; readonly enabled: boolean; readonly now: EpochMs },
): Promise<StoredRule> {
  const { definition, enabled, now } = wanted;
  const before = definitionOf(rule);
  const asksOther =
    JSON.stringify([before.queries, before.parameters, before.instanceId, before.newOnly]) !==
    JSON.stringify([
      definition.queries,
      definition.parameters,
      definition.instanceId,
      definition.newOnly,
    ]);
  // Rows of other queries are no comparison; a rule that was off must not call new what came meanwhile.
  if (asksOther || (enabled && !rule.enabled)) await forgetRows(session, rule.id);
  const saved = await changeRule(session, rule.id, {
    enabled,
    definition: JSON.stringify(definition),
    nextOn: firstEvaluation(enabled, now),
    now,
  });
  if (saved === null) throw notFound(`rule ${rule.id}`, "rules list");
  return saved;
}

/** A new rule. */
export const rulesCreate = changeVerb({
  name: "rules.create",
  summary: "Make a rule; it is evaluated at once if it is switched on",
  role: "editor",
  input: definitionSchema.extend({ enabled: z.boolean().default(true) }),
  output: ruleView,
  async run({ parts, session, note }, { enabled, ...definition }) {
    await refuseWrongRule({ parts, reader: session }, "rules.create", definition);
    const now = parts.world.clock.now();
    const text = JSON.stringify(definition);
    const nextOn = firstEvaluation(enabled, now);
    const rule = await addRule(session, { pack: null, enabled, definition: text, nextOn, now });
    note({ object: `rule ${rule.id}`, details: { name: definition.name } });
    return viewOf(rule, null);
  },
});

/** A rule in place of what it was. */
export const rulesEdit = changeVerb({
  name: "rules.edit",
  summary: "Save a rule in place of what it was",
  role: "editor",
  input: definitionSchema.extend({
    id: z.coerce.number().int(),
    enabled: z.boolean().optional().meta({ description: "As before when absent" }),
  }),
  output: ruleView,
  async run({ parts, session, note }, { id, enabled, ...definition }) {
    await refuseWrongRule({ parts, reader: session }, "rules.edit", definition);
    const rule = await ruleOf(session, id);
    const now = parts.world.clock.now();
    const wanted = { definition, enabled: enabled ?? rule.enabled, now };
    note({ object: `rule ${id}`, details: { name: definition.name, enabled: wanted.enabled } });
    return viewOf(await save(session, rule, wanted), null);
  },
});

const changes = definitionSchema
  .pick({ severity: true, parameters: true, actions: true, schedule: true, instanceId: true })
  .partial();

/** What is changed of a rule that is switched on; what is absent stays. */
function adjusted(definition: RuleDefinition, wanted: z.output<typeof changes>): RuleDefinition {
  const { severity, actions, schedule, instanceId } = wanted;
  return {
    ...definition,
    ...(severity === undefined ? {} : { severity }),
    ...(actions === undefined ? {} : { actions }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(instanceId === undefined ? {} : { instanceId }),
    parameters: { ...definition.parameters, ...wanted.parameters },
  };
}

/** Switches on a rule, or one of the pack, whose name is given in place of a number. */
export const rulesEnable = changeVerb({
  name: "rules.enable",
  summary: "Switch on a rule by its number, or one of the pack by its name",
  role: "editor",
  input: z.strictObject({
    id: z.string().max(100),
    // Without the defaults of a new rule: what is absent stays.
    severity: changes.shape.severity.unwrap().unwrap().optional(),
    parameters: changes.shape.parameters.unwrap().unwrap().optional(),
    actions: changes.shape.actions.unwrap().unwrap().optional(),
    schedule: changes.shape.schedule.unwrap().unwrap().optional(),
    instanceId: changes.shape.instanceId.unwrap().unwrap().optional(),
  }),
  output: ruleView,
  async run({ parts, session, note }, { id, ...wanted }) {
    const now = parts.world.clock.now();
    const rule = await known(session, id, now);
    const definition = adjusted(definitionOf(rule), wanted);
    await refuseWrongRule({ parts, reader: session }, "rules.enable", definition);
    note({ object: `rule ${rule.id}`, details: { name: definition.name } });
    return viewOf(await save(session, rule, { definition, enabled: true, now }), null);
  },
});

/** The rule of a number, or of a name in the pack: made, but off, when it is not there yet. */
async function known(session: Session, id: string, now: EpochMs): Promise<StoredRule> {
  if (/^\d{1,9}$/.test(id)) return ruleOf(session, Number(id));
  const one = pack.find((rule) => rule.id === id);
  if (one === undefined) throw notFound(`rule ${id}`, "rules list");
  const there = (await listRules(session)).find((rule) => rule.pack === id);
  if (there !== undefined) return there;
  const definition = JSON.stringify(packDefinition(one));
  return addRule(session, { pack: id, enabled: false, definition, nextOn: null, now });
}

/** Switches off a rule; its open alert stays until somebody dismisses it. */
export const rulesDisable = changeVerb({
  name: "rules.disable",
  summary: "Switch off a rule; an open alert of it stays as it is",
  role: "editor",
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: ruleView,
  async run({ parts, session, note }, { id }) {
    const rule = await ruleOf(session, id);
    const now = parts.world.clock.now();
    note({ object: `rule ${id}` });
    return viewOf(
      await save(session, rule, { definition: definitionOf(rule), enabled: false, now }),
      null,
    );
  },
});

/** Deletes a rule; its alerts and their history stay. */
export const rulesDelete = changeVerb({
  name: "rules.delete",
  summary: "Delete a rule; its alerts stay, the tags that it gave go",
  role: "editor",
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: z.object({ deleted: z.boolean() }),
  async run({ parts, session, note }, { id }) {
    if (!(await removeRule(session, id))) throw notFound(`rule ${id}`, "rules list");
    await endRuleTags(session, { ruleId: id, now: parts.world.clock.now() });
    note({ object: `rule ${id}` });
    return { deleted: true };
  },
});

/** Has a rule evaluated as soon as possible. */
export const rulesEvaluate = changeVerb({
  name: "rules.evaluate",
  summary: "Have a rule evaluated now; its evaluations tell how it went",
  role: "editor",
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: ruleView,
  async run({ parts, session, note }, { id }) {
    const rule = await ruleOf(session, id);
    if (!rule.enabled)
      throw conflicting(`Rule ${id} is switched off. Switch it on to have it evaluated.`);
    const nextOn = parts.world.clock.now();
    await planRule(session, id, nextOn);
    note({ object: `rule ${id}` });
    return viewOf({ ...rule, nextOn }, null);
  },
});
