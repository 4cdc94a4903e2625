import { Failure } from "../base/failure.ts";
import type { Converted } from "../convert/converted.ts";
import { type Api, apiNames } from "../microsoft/call.ts";
import type { Listing } from "../microsoft/page.ts";
import { stage, walk } from "./collections.ts";
import { isLasting } from "./lasting.ts";
import type { OptionalSource, StepId } from "./source.ts";
import type { Step, StepContext, StepOutcome } from "./step.ts";
import { completed, skipped } from "./step-results.ts";

/** An application permission. */
export interface Permission {
  readonly api: Api;
  readonly role: string;
}

/** Something that a tenant may do without: read where the permission is there, and the source is on. */
export interface Pack {
  readonly id: StepId & OptionalSource;
  readonly title: string;
  readonly permission: Permission;
  /** What the graph does not tell without it, as the end of a sentence. */
  readonly absent: string;
  readonly dependsOn: readonly StepId[];
  readonly emits: readonly string[];
  read(context: StepContext): Promise<StepOutcome>;
}

/**
 * Whether the token lacks the permission: then why, in a sentence. A token that cannot be read is given the benefit of
 * the doubt.
 */
export async function lackOf(
  { tenant }: Pick<StepContext, "tenant">,
  { api, role }: Permission,
): Promise<string | null> {
  const roles = await tenant.roles(api);
  const writing = role.replace(/\.Read\.All$/, ".ReadWrite.All");
  if (roles === null || roles.includes(role) || roles.includes(writing)) return null;
  return `The app registration lacks ${role} (${apiNames[api]}).`;
}

/** A pack as a step of the run. What it told before stays where it is not read. */
export function packStep(pack: Pack): Step {
  const { id, title, dependsOn, emits, permission, absent } = pack;
  return {
    id,
    title,
    source: id,
    isOptional: true,
    dependsOn,
    emits,
    async run(context) {
      try {
        const lack = await lackOf(context, permission);
        if (lack !== null)
          return skipped(`${lack} Without it the graph tells no ${absent}; what is there stays.`);
      } catch (failure) {
        // Without a token nothing can be read: the steps that every tenant needs say so.
        if (failure instanceof Failure) return skipped(failure.message);
        throw failure;
      }
      try {
        return await pack.read(context);
      } catch (failure) {
        // The tenant has nothing there, or no licence for it: nothing is wrong with the run.
        if (failure instanceof Failure && isLasting(failure)) return skipped(failure.message);
        throw failure;
      }
    },
  };
}

/** A collection, and what makes the graph of it. */
export interface RowReading<Row> {
  readonly listing: Listing<Row>;
  readonly emits: readonly string[];
  /** A new converter, for each time that the collection is read from its start. */
  readonly converter: () => (rows: readonly Row[]) => Converted;
}

/** Reads a collection to its end into the graph. */
export async function readRows<Row>(
  context: StepContext,
  { listing, emits, converter }: RowReading<Row>,
): Promise<StepOutcome> {
  let convert = converter();
  const receipt = await walk(context, {
    listing,
    counter: { count: 0 },
    take: (rows) => stage(context, convert(rows)),
    async restart() {
      await context.staging.discard(emits);
      convert = converter();
    },
  });
  return completed([receipt], emits);
}

/** The `_key`s of all entities of a type as they would be after this run. */
export async function keysToBe(context: StepContext, type: string): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for await (const entities of context.entitiesToBe([type]))
    for (const { key } of entities) keys.add(key);
  return keys;
}
