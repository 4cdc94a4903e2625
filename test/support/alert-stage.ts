import { addressGuard } from "../../src/alert/address-guard.ts";
import { attendRuns, type AttendWorld, evaluateDue } from "../../src/alert/attend.ts";
import { type ChannelKindName } from "../../src/alert/channel/kinds.ts";
import { definitionSchema } from "../../src/alert/definition.ts";
import { deliverDue, type DeliverWorld } from "../../src/alert/deliver.ts";
import type { Evaluated } from "../../src/alert/evaluate.ts";
import { guardedOutbound } from "../../src/alert/outbound.ts";
import { silent } from "../../src/base/log.ts";
import { entityTypes, relationshipTypes } from "../../src/convert/types.ts";
import type { Entity, Properties } from "../../src/graph/entity.ts";
import type { Relationship } from "../../src/graph/relationship.ts";
import { ManualClock } from "../../src/sample-tenant/fixture.ts";
import { listAlerts, type StoredAlert } from "../../src/store/alert.ts";
import { addChannel } from "../../src/store/channel.ts";
import { listDeliveries, type StoredDelivery } from "../../src/store/delivery.ts";
import { addRule } from "../../src/store/rule.ts";
import { reportRun } from "../../src/store/run.ts";
import { steps } from "../../src/sync/steps.ts";
import { applyFound, type Found, openStore, type Store } from "./store.ts";

/** Every type of the data model. */
const types = [
  ...Object.values(entityTypes).map(({ type }) => type),
  ...Object.values(relationshipTypes).map(({ type }) => type),
];

/** A step that was not read to its end. */
interface Unread {
  readonly step: string;
  readonly status: "partial" | "failed";
  readonly reason: string;
}

/** A graph that is planted run by run, rules over it, and receivers on this machine. */
export interface AlertStage {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly world: AttendWorld;
  readonly delivering: DeliverWorld;
  /** Applies a run that finds exactly this, and attends to it. */
  run(found: Omit<Found, "at">, unread?: readonly Unread[]): Promise<readonly Evaluated[]>;
  /** Evaluates what is due. */
  tick(): Promise<readonly Evaluated[]>;
  deliver(): Promise<number>;
  addRule(definition: object): Promise<number>;
  addChannel(kind: ChannelKindName, settings: object, secret?: object): Promise<number>;
  alerts(): Promise<readonly StoredAlert[]>;
  deliveries(): Promise<readonly StoredDelivery[]>;
  /** Empties the stage: no graph, no rules, no alerts, nothing to deliver. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const tables = [
  "entity",
  "relationship",
  "entity_history",
  "entity_tag",
  "relationship_history",
  "change",
  "held",
  "shape_entity",
  "shape_relationship",
  "run",
  "run_attended",
  "rule",
  "rule_memory",
  "rule_evaluation",
  "alert",
  "alert_event",
  "channel",
  "channel_reference",
  "delivery",
];

/** Sets the stage, empty; what is allowed out is on this machine. */
export async function setAlertStage(
  allowed: readonly string[] = ["127.0.0.1"],
): Promise<AlertStage> {
  const store = await openStore();
  const { database } = store;
  const clock = new ManualClock();
  const secrets = new Map<number, string>();
  const smartClasses = async () => ({});
  const typesOfSteps = Object.fromEntries(steps.map(({ id, emits }) => [id, emits]));
  const world: AttendWorld = { database, clock, log: silent, smartClasses, typesOfSteps };
  const delivering: DeliverWorld = {
    database,
    clock,
    log: silent,
    random: () => 1,
    outbound: guardedOutbound(addressGuard(allowed)),
    secretOf: async (id) => secrets.get(id) ?? null,
    linkOf: (id) => (id === null ? "" : `https://graph.example/alerts/${id}`),
  };
  return {
    store,
    clock,
    world,
    delivering,
    async run(found, unread = []) {
      await clock.sleep(60_000);
      await applyFound(store, { complete: types, ...found, at: clock.now() });
      const [row] = await database.all("select max(id) as id from run");
      const run = { id: Number(row?.["id"]), instanceId: store.instance.id };
      const told = unread.map((one) => ({ ...one, title: one.step }));
      await reportRun(database, run, {
        state: unread.length === 0 ? "completed" : "completed_with_problems",
        report: JSON.stringify({ steps: told }),
      });
      return attendRuns(world);
    },
    tick: () => evaluateDue(world),
    deliver: () => deliverDue(delivering),
    async addRule(definition) {
      const read = definitionSchema.parse(definition);
      const now = clock.now();
      const nextOn = read.schedule.kind === "interval" ? now : null;
      const wanted = { pack: null, enabled: true, definition: JSON.stringify(read), nextOn, now };
      return (await database.transaction((session) => addRule(session, wanted))).id;
    },
    async addChannel(kind, settings, secret = {}) {
      const wanted = { kind, name: kind, enabled: true, settings: JSON.stringify(settings) };
      const channel = await database.transaction((session) =>
        addChannel(session, { ...wanted, now: clock.now() }),
      );
      secrets.set(channel.id, JSON.stringify(secret));
      return channel.id;
    },
    alerts: () =>
      listAlerts(database, {
        states: ["open", "snoozed", "dismissed", "closed"],
        ruleId: null,
        before: null,
        limit: 1_000,
      }),
    deliveries: () =>
      listDeliveries(database, {
        states: ["waiting", "delivered", "dead"],
        before: null,
        limit: 1_000,
      }),
    async clear() {
      for (const table of tables) await database.run(`delete from ${table}`);
    },
    async close() {
      await delivering.outbound.close();
      await store.close();
    },
  };
}

/** An entity of the data model. */
export function entity(
  kind: keyof typeof entityTypes,
  id: string,
  properties: Properties = {},
): Entity {
  const { type, classes } = entityTypes[kind];
  return {
    key: `${type}:${id}`,
    type,
    classes: [...classes],
    properties: { displayName: id, ...properties },
  };
}

/** A relationship of the data model. */
export function edge(
  kind: keyof typeof relationshipTypes,
  [from, to]: readonly [Entity, Entity],
  properties: Properties = {},
): Relationship {
  const { type, verb } = relationshipTypes[kind];
  return { type, verb, from: from.key, to: to.key, properties };
}
