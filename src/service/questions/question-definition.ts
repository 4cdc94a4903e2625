import { z } from "zod";
import { parametersSchema } from "../../alert/definition.ts";

/** What the results of a question's query mean. */
const resultsAre = z.enum(["GOOD", "BAD", "INFORMATIVE", "UNKNOWN"]);

const questionQuery = z.strictObject({
  name: z
    .string()
    .regex(/^\w{1,60}$/, "a name of letters, digits and _")
    .optional(),
  query: z.string().min(1).max(20_000).meta({ description: "J1QL" }),
  resultsAre: resultsAre.default("INFORMATIVE"),
});

/** A saved question: one or more queries with what they are for. */
export const questionDefinition = z.strictObject({
  title: z.string().trim().min(1).max(300),
  description: z.string().max(5_000).default(""),
  good: z.string().max(2_000).default("").meta({ description: "What a good answer looks like" }),
  tags: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
  queries: z.array(questionQuery).min(1).max(10),
  parameters: parametersSchema.default({}).meta({
    description:
      "The queries' parameters with the values that stand for them unless others are given",
  }),
});

export type QuestionDefinition = z.output<typeof questionDefinition>;
