import type { z } from "zod";
import type { Session } from "../store/session.ts";
import type { Caller, Role } from "./caller.ts";
import type { DeskParts } from "./desk-parts.ts";

/** What a verb works with. */
interface VerbContext {
  readonly parts: DeskParts;
  readonly caller: Caller;
}

/** What a verb that changes something works with: one transaction, which holds the audit record, too. */
interface ChangeContext extends VerbContext {
  readonly session: Session;
  /** Says for the audit log what was acted on, such as `instance 3`, and how; never a secret. */
  readonly note: (about: {
    readonly object: string;
    readonly details?: object | undefined;
  }) => void;
}

interface VerbFacts<Input extends z.ZodType, Output extends z.ZodType> {
  /** As permissions, audit log and API name it, such as `instances.create`. */
  readonly name: string;
  /** One sentence for the API's description. */
  readonly summary: string;
  /** The least role that may do it. */
  readonly role: Role;
  /** Whether it heeds by itself that a caller may see one instance only; else only what is asked of that instance is let in. */
  readonly heedsInstance?: true;
  /** What may be asked; numbers and flags that can come from an address are coerced. */
  readonly input: Input;
  readonly output: Output;
}

/** A verb that only reads. */
export interface ReadVerb<Input extends z.ZodType, Output extends z.ZodType> extends VerbFacts<
  Input,
  Output
> {
  readonly kind: "read";
  run(context: VerbContext, input: z.output<Input>): Promise<z.output<Output>>;
}

/** A verb that changes something: it runs in one transaction and leaves an audit record in it. */
export interface ChangeVerb<Input extends z.ZodType, Output extends z.ZodType> extends VerbFacts<
  Input,
  Output
> {
  readonly kind: "change";
  run(context: ChangeContext, input: z.output<Input>): Promise<z.output<Output>>;
}

/** One thing that can be asked of the service, the same through every door. */
export type Verb<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> =
  | ReadVerb<Input, Output>
  | ChangeVerb<Input, Output>;

/** States a verb that reads; its input's and output's types follow from the schemas. */
export function readVerb<Input extends z.ZodType, Output extends z.ZodType>(
  verb: Omit<ReadVerb<Input, Output>, "kind">,
): ReadVerb<Input, Output> {
  return { ...verb, kind: "read" };
}

/** States a verb that changes something. */
export function changeVerb<Input extends z.ZodType, Output extends z.ZodType>(
  verb: Omit<ChangeVerb<Input, Output>, "kind">,
): ChangeVerb<Input, Output> {
  return { ...verb, kind: "change" };
}
