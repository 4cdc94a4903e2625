import { z } from "zod";
import type { EpochMs } from "../base/clock.ts";
import type { Json } from "../base/json.ts";
import { relationshipTypes } from "../convert/types.ts";
import type { Database } from "../store/database.ts";
import { heldBackFrom } from "../store/held-back.ts";
import { heldTypes } from "../store/held-types.ts";
import type { Instance } from "../store/instance.ts";
import { recallState, rememberState } from "../store/state.ts";
import { machineKey } from "../convert/keys.ts";
import { type FindingsMemory, findingsMemorySchema } from "./findings-memory.ts";
import type { Held } from "./held.ts";
import { packLogons, unpackLogons } from "./logon-memory.ts";

const directoryMemorySchema = z.object({
  /** Where the next reading of changes begins: path and query. */
  place: z.string(),
  /** When everything was read last, by our clock. */
  fullOn: z.number(),
  /** Groups whose members could not be read: they are asked again. */
  unread: z.array(z.string()).default([]),
});

/** What a run that knew all users, or all groups and their members, leaves for the next. */
export type DirectoryMemory = z.infer<typeof directoryMemorySchema>;

/** What one run leaves for the next: written only after the run's graph was applied. */
export interface Memory {
  /** Per machine, the `lastSeenOn` that its logon users were last read at; `null` where Defender gave none. */
  readonly logonReads: Map<string, EpochMs | null>;
  /** Per machine, when its logon users were last asked for, answered or not. */
  readonly logonAskedOn: Map<string, EpochMs>;
  /** Whether the findings in the graph came from the export or from a source that tells less; `null` before any. */
  findingSource: "rich" | "poor" | null;
  /** From where on changes of findings lead from what the graph holds to what is; `null` where none do. */
  findings: FindingsMemory | null;
  /** The same for directory users. */
  users: DirectoryMemory | null;
  /** The same for groups and their members. */
  groups: DirectoryMemory | null;
  /** The machine whose missing updates were asked for last. */
  missingUpdatesAfter: string | null;
}

const names = {
  logons: "logon_reads",
  source: "finding_source",
  findings: "findings_delta",
  users: "users_delta",
  groups: "groups_delta",
  missingUpdates: "missing_updates_after",
} as const;

/** What the last applied run of an instance left. */
export async function loadMemory(database: Database, { id }: Instance): Promise<Memory> {
  const recall = (name: string): Promise<Json | null> => recallState(database, id, name);
  const source = await recall(names.source);
  const findings = findingsMemorySchema.safeParse(await recall(names.findings));
  const users = directoryMemorySchema.safeParse(await recall(names.users));
  const groups = directoryMemorySchema.safeParse(await recall(names.groups));
  const after = await recall(names.missingUpdates);
  return {
    ...unpackLogons(await recall(names.logons)),
    findingSource: source === "rich" || source === "poor" ? source : null,
    findings: findings.success ? findings.data : null,
    users: users.success ? users.data : null,
    groups: groups.success ? groups.data : null,
    missingUpdatesAfter: typeof after === "string" ? after : null,
  };
}

interface Learnt {
  readonly memory: Memory;
  readonly held: Held;
  /** The types of each step, by its id. */
  readonly steps: readonly { readonly id: string; readonly emits: readonly string[] }[];
}

/** Leaves it for the next run. Called after the run's graph was applied: forgetting is safe, lying is not. */
export async function saveMemory(
  database: Database,
  { id: instanceId }: Instance,
  { memory, held, steps }: Learnt,
): Promise<void> {
  const type = relationshipTypes.machineHasLogonUser.type;
  // Whether they are gone is for the next reading to say.
  const doubtful = new Set(await heldBackFrom(database, { instanceId, type }));
  const logons = packLogons(memory, {
    holds: (id) => held.machines.has(id),
    isRead: (id) => !doubtful.has(machineKey(id)),
  });
  const remember = (name: string, value: Json): Promise<void> =>
    rememberState(database, { instanceId, name, value });
  // What is held back would not be told again: the next run has to look at everything.
  const heldBack = await heldTypes(database, instanceId);
  const isSure = (...ids: readonly string[]): boolean =>
    steps.every(({ id, emits }) => !ids.includes(id) || !emits.some((each) => heldBack.has(each)));
  await remember(names.logons, logons);
  await remember(names.source, memory.findingSource);
  await remember(names.findings, isSure("vulnerabilities", "machines") ? memory.findings : null);
  await remember(names.users, isSure("users") ? memory.users : null);
  await remember(names.groups, isSure("groups", "group_members") ? memory.groups : null);
  await remember(names.missingUpdates, memory.missingUpdatesAfter);
}
