import type { z } from "zod";
import { Failure } from "../base/failure.ts";
import { retried } from "../store/retried.ts";
import type { Session } from "../store/session.ts";
import { type Caller, refuseUnlessMay } from "./caller.ts";
import type { DeskParts } from "./desk-parts.ts";
import { recordDeed } from "./record-deed.ts";
import { wrongFields } from "./wrong-fields.ts";
import type { ChangeVerb, ReadVerb } from "./verb.ts";

/** Who asks what. */
export interface Asking {
  readonly caller: Caller;
  /** Not parsed yet. */
  readonly input: unknown;
}

type Performed<Input extends z.ZodType, Output extends z.ZodType> =
  | ReadVerb<Input, Output>
  | ChangeVerb<Input, Output>;

/**
 * Does what is asked: may they, what did they ask, do it in one transaction, record it. Throws `forbidden`,
 * `request_invalid`, and what the verb throws.
 */
export async function perform<Input extends z.ZodType, Output extends z.ZodType>(
  parts: DeskParts,
  verb: Performed<Input, Output>,
  { caller, input }: Asking,
): Promise<z.output<Output>> {
  refuseUnlessMay(caller, verb);
  const asked = parsed(verb, input);
  if (verb.kind === "read") return verb.run({ parts, caller }, asked);
  const work = async (session: Session): Promise<z.output<Output>> => {
    let about: { object: string; details?: object | undefined } = { object: verb.name };
    const note = (told: typeof about): void => void (about = told);
    const done = await verb.run({ parts, caller, session, note }, asked);
    const now = parts.world.clock.now();
    await recordDeed(session, { caller, now, verb: verb.name, ...about });
    return done;
  };
  return retried(() => parts.database.transaction(work));
}

function parsed<Input extends z.ZodType>(
  verb: { readonly name: string; readonly input: Input },
  input: unknown,
): z.output<Input> {
  const result = verb.input.safeParse(input);
  if (result.success) return result.data;
  const message = `Cannot do ${verb.name}: ${wrongFields(result.error)}.`;
  throw new Failure(message, { code: "request_invalid", retryable: false });
}
