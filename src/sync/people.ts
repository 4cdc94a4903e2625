import { z } from "zod";
import type { EpochMs } from "../base/clock.ts";
import type { Json } from "../base/json.ts";
import type { EmployeeIndex, NotEmployee } from "../convert/employees.ts";
import type { UnresolvedAccount } from "../convert/identities.ts";
import {
  type IdentityRules,
  identityRulesSchema,
  noIdentityRules,
} from "../convert/identity-rules.ts";
import type { LearntNames } from "../convert/identity-learnt.ts";
import type { Roster } from "../convert/roster.ts";
import { rosterSchema } from "../convert/roster-schema.ts";
import type { RosterReport } from "../convert/roster-report.ts";
import type { Database } from "../store/database.ts";
import { listIdentityLinks } from "../store/identity-links.ts";
import type { Instance } from "../store/instance.ts";
import { recallState, rememberState } from "../store/state.ts";

/** What the organization says of its accounts and employees. */
interface PeopleSettings {
  readonly rules: IdentityRules;
  readonly roster: Roster | null;
  /** See `IdentitySettings`. */
  readonly links: ReadonlyMap<string, string | null>;
  /** What alerts of earlier runs said of accounts. */
  readonly learnt: LearntNames;
}

/** What a run found out about accounts and employees, beside the graph. */
export interface PeopleFindings {
  unresolved: readonly UnresolvedAccount[] | null;
  learnt: LearntNames;
  notEmployees: readonly NotEmployee[] | null;
  roster: RosterReport | null;
}

/** What a run goes by, and what it finds out. */
export interface People {
  readonly settings: PeopleSettings;
  readonly findings: PeopleFindings;
  /** What employees are found by, once it was read for the identities. */
  employees: EmployeeIndex | null;
}

/** What is given anew: `null` forgets what was given before, `undefined` keeps it. */
export interface PeopleGiven {
  readonly rules?: IdentityRules | null | undefined;
  readonly roster?: Roster | null | undefined;
}

/** What the last applied run found out. */
export interface KnownPeople {
  readonly run: number;
  readonly at: EpochMs;
  readonly unresolved: readonly UnresolvedAccount[];
  readonly notEmployees: readonly NotEmployee[];
  readonly roster: RosterReport | null;
}

const rulesName = "identity_rules";
const rosterName = "roster";
const foundName = "people";
const learntName = "learnt_names";

const told = z.record(z.string(), z.string());
const learntSchema = z.record(
  z.string(),
  z.object({ objectIds: told, sids: told, principals: told }),
);

function readLearnt(value: Json | null): LearntNames {
  const parsed = learntSchema.safeParse(value);
  return parsed.success ? parsed.data : {};
}

function asJson(value: unknown): Json {
  const json: Json = JSON.parse(JSON.stringify(value));
  return json;
}

/** Keeps what was given, for this run and those to come. */
export async function keepPeople(
  database: Database,
  { id: instanceId }: Instance,
  given: PeopleGiven,
): Promise<void> {
  const keep = async (name: string, value: unknown): Promise<void> => {
    if (value !== undefined)
      await rememberState(database, { instanceId, name, value: asJson(value) });
  };
  await keep(rulesName, given.rules);
  await keep(rosterName, given.roster);
}

/** What a run goes by. */
export async function loadPeople(database: Database, instance: Instance): Promise<People> {
  const rules = identityRulesSchema.safeParse(await recallState(database, instance.id, rulesName));
  const roster = rosterSchema.safeParse(await recallState(database, instance.id, rosterName));
  const links = await listIdentityLinks(database, instance.id);
  const learnt = readLearnt(await recallState(database, instance.id, learntName));
  return {
    settings: {
      rules: rules.success ? rules.data : noIdentityRules,
      roster: roster.success ? roster.data : null,
      links: new Map(links.map(({ accountKey, userKey }) => [accountKey, userKey])),
      learnt,
    },
    findings: { unresolved: null, learnt, notEmployees: null, roster: null },
    employees: null,
  };
}

/** Keeps what a run found out, once its graph was applied. */
export async function savePeople(
  database: Database,
  { id: instanceId }: Instance,
  {
    run,
    at,
    findings,
  }: { readonly run: number; readonly at: EpochMs; readonly findings: PeopleFindings },
): Promise<void> {
  const { learnt, unresolved, notEmployees, roster } = findings;
  const known: KnownPeople = {
    run,
    at,
    unresolved: unresolved ?? [],
    notEmployees: notEmployees ?? [],
    roster,
  };
  await rememberState(database, { instanceId, name: foundName, value: asJson(known) });
  await rememberState(database, { instanceId, name: learntName, value: asJson(learnt) });
}

const knownSchema = z.object({
  run: z.number(),
  at: z.number(),
  unresolved: z.array(
    z.object({
      key: z.string(),
      reason: z.enum(["nobody", "ambiguous", "linkedUserGone"]),
      candidates: z.array(z.string()),
    }),
  ),
  notEmployees: z.array(z.object({ key: z.string(), rule: z.string() })),
  roster: z.custom<RosterReport>((value) => typeof value === "object").nullable(),
});

/** What the last applied run found out; `null` before any. */
export async function readKnownPeople(
  database: Database,
  instanceId: number,
): Promise<KnownPeople | null> {
  const parsed = knownSchema.safeParse(await recallState(database, instanceId, foundName));
  return parsed.success ? parsed.data : null;
}
