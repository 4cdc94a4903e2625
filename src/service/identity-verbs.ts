import { z } from "zod";
import { forgetIdentity, linkIdentity } from "./identity-link.ts";
import { changeVerb } from "./verb.ts";

const account = z
  .string()
  .min(1)
  .max(4_096)
  .meta({ description: "_key of an account that logs on, or its domain\\user" });

const note = z.string().max(1_000).nullable().default(null).meta({ description: "Why" });

const linked = z.object({
  account: z.string(),
  user: z.string().nullable(),
  run: z.number().meta({ description: "The run that brings it into the graph, within moments" }),
});

/** Says whose an account is, or that it is nobody's. */
export const identitiesLink = changeVerb({
  name: "identities.link",
  summary:
    "Say whose an account is, or with user null that it is nobody's: a run that reads nothing brings it into the graph",
  role: "editor",
  input: z.strictObject({
    account,
    user: z.string().min(1).max(4_096).nullable().meta({
      description: "_key, object id, user principal name or mail of the user; null: nobody's",
    }),
    note,
  }),
  output: linked,
  async run({ parts, session, caller, note: tell }, input) {
    const found = await linkIdentity({ parts, session, caller }, input);
    tell({ object: found.account, details: { user: found.user, note: input.note } });
    return found;
  },
});

/** Takes back what was said of an account. */
export const identitiesForget = changeVerb({
  name: "identities.forget",
  summary:
    "Take back what was said of an account: a run that reads nothing finds out by itself again",
  role: "editor",
  input: z.strictObject({ account }),
  output: linked,
  async run({ parts, session, caller, note: tell }, input) {
    const found = await forgetIdentity({ parts, session, caller }, input.account);
    tell({ object: found.account });
    return found;
  },
});
