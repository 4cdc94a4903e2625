import { setTimeout as sleep } from "node:timers/promises";
import type { IntegrationLogger } from "@jupiterone/integration-sdk-core";
import type { Clock } from "../../src/base/clock.ts";
import type { Log, LogFacts } from "../../src/base/log.ts";
import { noIdentityRules } from "../../src/convert/identity-rules.ts";
import { readAll } from "../../src/microsoft/page.ts";
import { openTenant, type Tenant } from "../../src/microsoft/tenant.ts";
import { type Held, nothingHeld } from "../../src/sync/held.ts";
import type { People } from "../../src/sync/people.ts";
import type { Memory } from "../../src/sync/memory.ts";
import type { StepId } from "../../src/sync/source.ts";
import type { StepOutcome } from "../../src/sync/step.ts";
import { type Config, hostsIn } from "./config.ts";
import { Gathered } from "./gathered.ts";

/** What the steps of one execution share. */
export interface Session {
  readonly tenant: Tenant;
  readonly clock: Clock;
  readonly log: Log;
  readonly held: Held;
  readonly memory: Memory;
  readonly outcomes: Map<StepId, StepOutcome>;
  readonly gathered: Gathered;
  readonly people: People;
}

const clock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
};

function logTo(logger: IntegrationLogger): Log {
  const say =
    (level: "debug" | "info" | "warn" | "error") =>
    (message: string, facts: LogFacts = {}): void => {
      logger[level](facts, message);
    };
  return { debug: say("debug"), info: say("info"), warn: say("warn"), error: say("error") };
}

function open(config: Config, log: Log): Tenant {
  return openTenant({
    hosts: hostsIn(config),
    tenantId: config.tenant.trim().toLowerCase(),
    clientId: config.clientId,
    credential: { kind: "secret", secret: config.clientSecret },
    clock,
    random: Math.random,
    log,
    rateFactor: Number(config.rateFactor ?? "1"),
  });
}

const sessions = new WeakMap<object, Promise<Session>>();

/** The session of an execution, opened with its first step. */
export function sessionOf(
  instance: { readonly config: Config },
  logger: IntegrationLogger,
): Promise<Session> {
  const known = sessions.get(instance) ?? begin(instance.config, logTo(logger));
  sessions.set(instance, known);
  return known;
}

async function begin(config: Config, log: Log): Promise<Session> {
  const tenant = open(config, log);
  let tenantId = config.tenant.trim().toLowerCase();
  // A verified domain names the same tenant as its id, and both must give the same keys.
  await readAll(tenant.organization(), (organizations) => {
    tenantId = organizations[0]?.id.toLowerCase() ?? tenantId;
  });
  return {
    tenant,
    clock,
    log,
    held: nothingHeld(tenantId),
    memory: {
      logonReads: new Map(),
      logonAskedOn: new Map(),
      findingSource: null,
      findings: null,
      users: null,
      groups: null,
      missingUpdatesAfter: null,
    },
    outcomes: new Map(),
    gathered: new Gathered(),
    people: {
      settings: { rules: noIdentityRules, roster: null, links: new Map(), learnt: {} },
      findings: { unresolved: null, learnt: {}, notEmployees: null, roster: null },
    },
  };
}
