import { z } from "zod";
import { Failure } from "../../base/failure.ts";
import {
  deleteToken,
  findTokenById,
  insertToken,
  listTokens,
  type StoredToken,
} from "../../store/api-tokens.ts";
import { type Caller, lesserRole, roleOf } from "../caller.ts";
import { findInstance } from "../instances/find-instance.ts";
import { changeVerb, readVerb } from "../verb.ts";
import { hashOf, newSecret } from "./secret.ts";
import { idInput, roleInput } from "./user-view.ts";

const tokenView = z.object({
  id: z.number(),
  name: z.string(),
  role: roleInput,
  instanceId: z.number().nullable().meta({ description: "The only instance it is for" }),
  userId: z.number().nullable(),
  createdOn: z.number(),
  endsOn: z.number().nullable(),
  usedOn: z.number().nullable(),
});

const day = 24 * 3_600_000;

function viewOf(token: StoredToken): z.output<typeof tokenView> {
  return { ...token, role: roleOf(token.role) };
}

/** Whose tokens somebody may see and take away. */
function whose({ kind, id, role }: Caller): number | null {
  if (role === "administrator") return null;
  return kind === "user" ? id : -1;
}

/** The tokens that let programs in. */
export const tokensList = readVerb({
  name: "tokens.list",
  summary:
    "One's own API tokens; for an administrator, everybody's. The tokens themselves are never shown again",
  role: "viewer",
  input: z.strictObject({}),
  output: z.object({ items: z.array(tokenView) }),
  async run({ parts, caller }) {
    return { items: (await listTokens(parts.database, whose(caller))).map(viewOf) };
  },
});

/** Makes a token. */
export const tokensCreate = changeVerb({
  name: "tokens.create",
  summary: "Make an API token with at most one's own role; it is shown this once",
  role: "viewer",
  input: z.strictObject({
    name: z.string().trim().min(1).max(200),
    role: roleInput,
    instanceId: z
      .number()
      .int()
      .min(1)
      .max(2_147_483_647)
      .optional()
      .meta({ description: "The only instance it is for; all when absent" }),
    days: z
      .number()
      .int()
      .min(1)
      .max(3_650)
      .default(90)
      .meta({ description: "For how many days it holds" }),
  }),
  output: tokenView.extend({ token: z.string() }),
  async run({ parts, session, caller, note }, { name, role, instanceId, days }) {
    refuseTokens(caller);
    if (lesserRole(role, caller.role) !== role) throw tooMuch(caller, role);
    if (instanceId !== undefined) await findInstance(session, instanceId);
    const token = newSecret("dg_");
    const createdOn = parts.world.clock.now();
    const fresh = {
      name,
      role,
      instanceId: instanceId ?? null,
      userId: caller.kind === "user" ? caller.id : null,
      createdOn,
      endsOn: createdOn + days * day,
    };
    const id = await insertToken(session, hashOf(token), fresh);
    note({ object: `token ${id}`, details: { name, role, instanceId, days } });
    return { ...viewOf({ ...fresh, id, usedOn: null }), token };
  },
});

/** Takes a token away. */
export const tokensDelete = changeVerb({
  name: "tokens.delete",
  summary: "Take an API token away: one's own, or as an administrator anybody's",
  role: "viewer",
  input: z.strictObject({ id: idInput }),
  output: z.object({ deleted: z.number() }),
  async run({ session, caller, note }, { id }) {
    const owner = whose(caller);
    const token = await findTokenById(session, id);
    if (token === null || (owner !== null && token.userId !== owner)) throw unknown(id);
    await deleteToken(session, id);
    note({ object: `token ${id}`, details: { name: token.name } });
    return { deleted: id };
  },
});

/** A token that leaked must not live on in others that it made. */
function refuseTokens({ kind }: Caller): void {
  if (kind !== "token") return;
  const message = "Cannot make a token: a token cannot make others. Log in to make one.";
  throw new Failure(message, { code: "forbidden", retryable: false });
}

function tooMuch(caller: Caller, role: string): Failure {
  const message = `Cannot make a token with the role ${role}: ${caller.name} is ${caller.role}, and a token may do no more than who makes it.`;
  return new Failure(message, { code: "forbidden", retryable: false });
}

function unknown(id: number): Failure {
  const message = `There is no API token with the number ${id}.`;
  return new Failure(message, { code: "not_found", retryable: false });
}
