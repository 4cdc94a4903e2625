import { z } from "zod";
import type { EpochMs } from "../../base/clock.ts";
import type { InstanceRow, InstanceSettings } from "../../store/instance-settings.ts";
import type { RunRow } from "../../store/run-list.ts";
import { runStates } from "../../store/run-state.ts";

const moment = z.number().meta({ description: "Epoch milliseconds" });

const lastRun = z.object({
  id: z.number(),
  state: z.enum(runStates),
  startedOn: moment,
  endedOn: moment.nullable(),
  reason: z.string().nullable(),
});

/** An instance as the doors show it: everything but its secret. */
export const instanceView = z.object({
  id: z.number(),
  tenantId: z.string(),
  accountName: z.string().nullable(),
  description: z.string(),
  state: z.enum(["active", "disabled", "detached", "deleting"]).meta({
    description: "detached: its data is kept, nothing reads it any more",
  }),
  pollingInterval: z.string(),
  clientId: z.string(),
  cloud: z.string(),
  hosts: z.record(z.string(), z.string()),
  credential: z.object({
    kind: z.string(),
    isSet: z.boolean(),
    expiresOn: moment.nullable(),
  }),
  sources: z.array(z.string()),
  tagAccountName: z.boolean(),
  tags: z.record(z.string(), z.string()),
  rateFactor: z.number(),
  createdOn: moment,
  changedOn: moment.nullable(),
  nextRunOn: moment.nullable(),
  lastRun: lastRun.nullable(),
  warnings: z.array(z.string()),
});

export type InstanceView = z.output<typeof instanceView>;

const dayMs = 86_400_000;
const warnDays = 30;

function expiryWarning(expiresOn: EpochMs | null, now: EpochMs): string[] {
  if (expiresOn === null) return [];
  const days = Math.floor((expiresOn - now) / dayMs);
  const day = new Date(expiresOn).toISOString().slice(0, 10);
  if (days >= warnDays) return [];
  const what =
    expiresOn <= now
      ? `The client secret expired on ${day}: runs fail.`
      : `The client secret expires on ${day}, in ${days} ${days === 1 ? "day" : "days"}.`;
  return [`${what} Create a new one under Certificates & secrets and enter its value here.`];
}

function warningsOf(row: InstanceRow, settings: InstanceSettings, now: EpochMs): string[] {
  const missing =
    row.hasSecret || settings.credential === "managedIdentity"
      ? []
      : [
          "There is no secret yet: enter the client secret's value, or the instance cannot be read.",
        ];
  return [...missing, ...expiryWarning(settings.secretExpiresOn, now)];
}

const detached: InstanceSettings = {
  description: "",
  polling: "DISABLED",
  enabled: false,
  cloud: "commercial",
  hosts: {},
  clientId: "",
  credential: "secret",
  sources: [],
  tagAccountName: true,
  tags: {},
  secretExpiresOn: null,
  rateFactor: 1,
  changedOn: 0,
};

function stateOf({ settings, deleting }: InstanceRow): InstanceView["state"] {
  if (deleting) return "deleting";
  if (settings === null) return "detached";
  return settings.enabled ? "active" : "disabled";
}

/** Makes the view of an instance and its last run. */
export function viewOf(
  row: InstanceRow,
  { run, now }: { readonly run: RunRow | null; readonly now: EpochMs },
): InstanceView {
  const settings = row.settings ?? detached;
  const { description, polling, clientId, cloud, hosts, sources, tagAccountName, tags } = settings;
  return {
    id: row.id,
    tenantId: row.tenantId,
    accountName: row.accountName,
    description,
    state: stateOf(row),
    pollingInterval: polling,
    clientId,
    cloud,
    hosts: { ...hosts },
    credential: {
      kind: settings.credential,
      isSet: row.hasSecret || settings.credential === "managedIdentity",
      expiresOn: settings.secretExpiresOn,
    },
    sources: [...sources],
    tagAccountName,
    tags: { ...tags },
    rateFactor: settings.rateFactor,
    createdOn: row.createdOn,
    changedOn: row.settings?.changedOn ?? null,
    nextRunOn: settings.enabled ? row.nextRunOn : null,
    lastRun: run === null ? null : lastRunOf(run),
    warnings: row.settings === null ? [] : warningsOf(row, settings, now),
  };
}

function lastRunOf({ id, state, startedOn, endedOn, reason }: RunRow): z.output<typeof lastRun> {
  return { id, state, startedOn, endedOn, reason };
}
