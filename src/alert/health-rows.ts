import type { EpochMs } from "../base/clock.ts";
import type { Parameters } from "../j1ql/parameters.ts";
import type { RunHealth } from "../store/run-health.ts";
import { stepsOf } from "./doubt.ts";
import type { Data } from "./expression/expression.ts";
import type { HealthCheck } from "./health-check.ts";
import type { RuleRow, RuleRows } from "./rule-rows.ts";

/** One thing that is wrong with an instance. */
interface Trouble {
  readonly problem: string;
  readonly detail: string;
}

function blindness({ run, held }: RunHealth): readonly Trouble[] {
  if (run === null) return [];
  const ended =
    run.state === "failed" ? [{ problem: "The run failed", detail: run.reason ?? "" }] : [];
  const steps = stepsOf(run.report)
    .filter(({ status }) => status === "failed" || status === "partial")
    .map(({ title, reason }) => ({ problem: `${title} could not be read`, detail: reason ?? "" }));
  const kept = held.map(({ type, count }) => ({
    problem: `Deletions of ${type} are held back`,
    detail: `${count} vanished at once and are kept until a run agrees or a person confirms.`,
  }));
  return [...ended, ...steps, ...kept];
}

const expired = /secret.{0,80}\bhas expired|AADSTS7000222/i;

const dayMs = 86_400_000;
const usualDays = 14;

function toldExpired({ run }: RunHealth): string | null {
  const reasons = [run?.reason, ...stepsOf(run?.report ?? null).map(({ reason }) => reason)];
  const told = reasons.find((reason) => typeof reason === "string" && expired.test(reason));
  return told ?? null;
}

function expiry(health: RunHealth, { now, parameters }: Checking): readonly Trouble[] {
  const told = toldExpired(health);
  if (told !== null) return [{ problem: "The client secret has expired", detail: told }];
  const { secretExpiresOn: on } = health;
  const days = typeof parameters["days"] === "number" ? parameters["days"] : usualDays;
  if (on === null || on > now + days * dayMs) return [];
  const problem = on <= now ? "The client secret has expired" : "The client secret expires soon";
  return [{ problem, detail: `By what was entered, on ${new Date(on).toISOString()}.` }];
}

/** What a check is asked with. */
export interface Checking {
  readonly now: EpochMs;
  readonly parameters: Parameters;
}

const checks: Readonly<
  Record<HealthCheck, (health: RunHealth, checking: Checking) => readonly Trouble[]>
> = {
  integration_blind: blindness,
  secret_expiring: expiry,
};

function rowOf(health: RunHealth, { problem, detail }: Trouble): RuleRow {
  const { instanceId, tenantId, accountName, run } = health;
  const account = accountName ?? tenantId;
  const data: Data = { account, problem, detail, instanceId, tenantId, run: run?.id ?? null };
  const label = `${account}: ${problem}`;
  return { key: JSON.stringify([instanceId, problem]), label, data, entities: [] };
}

/** What a check finds in how the instances' last runs went. */
export function healthRows(
  check: HealthCheck,
  health: readonly RunHealth[],
  checking: Checking,
): RuleRows {
  const rows = health.flatMap((one) =>
    checks[check](one, checking).map((trouble) => rowOf(one, trouble)),
  );
  return { total: rows.length, rows };
}
