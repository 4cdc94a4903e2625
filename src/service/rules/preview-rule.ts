import { z } from "zod";
import { definitionSchema, type RuleDefinition } from "../../alert/definition.ts";
import { definitionOf } from "../../alert/evaluate.ts";
import { evidenceSchema } from "../../alert/message.ts";
import { previewRule } from "../../alert/preview.ts";
import type { DeskParts } from "../desk-parts.ts";
import { typesOfSteps } from "../alerts/types-of-steps.ts";
import { invalid, notFound } from "../not-found.ts";
import { readVerb } from "../verb.ts";
import { refuseWrongRule } from "./check-rule.ts";
import { pack, packDefinition } from "./pack.ts";
import { ruleOf } from "./show-rules.ts";

const { queries, condition, instanceId } = definitionSchema.shape;

const input = z.strictObject({
  id: z
    .union([z.string().max(100), z.number().int()])
    .optional()
    .meta({ description: "A rule's number, or the name of one of the pack" }),
  queries: queries.optional().meta({ description: "In place of a rule's, or without one" }),
  condition: condition.meta({ description: "In place of the rule's" }),
  // Without the defaults of a new rule: what is absent stays.
  parameters: definitionSchema.shape.parameters.unwrap().optional(),
  instanceId: instanceId.unwrap().optional(),
});

/** The rule that is there, if one is named. Throws `not_found`. */
async function known(
  { database }: DeskParts,
  id: string | number | undefined,
): Promise<RuleDefinition | null> {
  if (id === undefined) return null;
  if (/^\d{1,9}$/.test(String(id))) return definitionOf(await ruleOf(database, Number(id)));
  const one = pack.find((rule) => rule.id === id);
  if (one === undefined) throw notFound(`rule ${id}`, "rules list");
  return packDefinition(one);
}

/** The rule that is asked for. Throws `request_invalid`. */
function asked(there: RuleDefinition | null, wanted: z.output<typeof input>): RuleDefinition {
  const { id: _, parameters, ...others } = wanted;
  if (there === null && others.queries === undefined)
    throw invalid("rules.preview", ["queries: neither a rule's id nor queries are given"]);
  const given = Object.fromEntries(Object.entries(others).filter(([, part]) => part !== undefined));
  return definitionSchema.parse({
    ...(there ?? { name: "Preview" }),
    ...given,
    parameters: { ...there?.parameters, ...parameters },
  });
}

const previewView = z.object({
  holds: z.boolean().meta({ description: "Whether it would raise an alert now" }),
  isDoubtful: z
    .boolean()
    .meta({ description: "The last run did not read all that the rule asks for" }),
  newOnly: z.boolean().meta({
    description: "The rule takes no account of what is there when it is switched on",
  }),
  evidence: evidenceSchema,
});

export type PreviewView = z.output<typeof previewView>;

/** What a rule would find now, before it is made or switched on. */
export const rulesPreview = readVerb({
  name: "rules.preview",
  summary: "What a rule would find now; nothing is remembered, raised or told",
  role: "viewer",
  input,
  output: previewView,
  async run({ parts }, wanted) {
    const definition = asked(await known(parts, wanted.id), wanted);
    await refuseWrongRule({ parts, reader: parts.database }, "rules.preview", {
      ...definition,
      actions: [],
    });
    const { database, world, smartClasses } = parts;
    const seen = { database, clock: world.clock, smartClasses, typesOfSteps };
    const { evidence, ...told } = await previewRule(seen, definition);
    const { newOnly } = definition;
    return { ...told, newOnly, evidence: evidenceSchema.parse(evidence) };
  },
});
