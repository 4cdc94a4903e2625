import type { Clock } from "./base/clock.ts";
import { silent } from "./base/log.ts";
import type { TourStop } from "./cli/world.ts";
import { machineOf } from "./convert/machine.ts";
import type { Change } from "./graph/change.ts";
import { checkText } from "./j1ql/analyse.ts";
import { hostsOf } from "./microsoft/cloud.ts";
import type { Machine } from "./microsoft/machine.ts";
import { readAll } from "./microsoft/page.ts";
import { openTenant, type Tenant } from "./microsoft/tenant.ts";
import { firstMorningBefore } from "./sample-tenant/first-morning.ts";
import { type SampleTenant, startSampleTenant } from "./sample-tenant/sample-tenant.ts";
import { type CollectInput, collectSources } from "./service/collect.ts";
import type { Desk } from "./service/desk.ts";
import { openDesk } from "./service/open-desk.ts";

/** What the tour walks through: a sample tenant that was read on two days, and the same tenant open for reading. */
interface Scene {
  readonly sample: SampleTenant;
  readonly tenant: Tenant;
  readonly desk: Desk;
  /** What the second day changed of the machine that the tour follows. */
  readonly change: Change;
  readonly machineId: string;
}

const size = {
  devices: 40,
  users: 25,
  groups: 6,
  cves: 60,
  findingsPerDevice: 8,
  logonsPerDevice: 2,
  seed: 3,
};

function accessTo(sample: SampleTenant) {
  return {
    tenant: sample.tenantId,
    clientId: sample.clientId,
    cloud: "commercial",
    hosts: {
      authority: sample.authorityUrl,
      graph: sample.graphUrl,
      defender: sample.defenderUrl,
      defenderAudience: sample.defenderAudience,
    },
    credential: { kind: "secret", secret: sample.clientSecret },
    rateFactor: Number.POSITIVE_INFINITY,
  } as const satisfies Partial<CollectInput>;
}

async function changedMachine(desk: Desk): Promise<Change> {
  for await (const changes of desk.changes({ type: "microsoft_defender_machine" })) {
    const updated = changes.find((change) => change.operation === "update");
    if (updated !== undefined) return updated;
  }
  throw new Error("no machine changed on the second day of the sample tenant");
}

async function setTheScene(clock: Clock): Promise<Scene> {
  const sample = await startSampleTenant({
    ...size,
    firstMorning: firstMorningBefore(clock.now(), 1),
    limits: "off",
    clock,
  });
  const access = accessTo(sample);
  // Only retries draw lots, and nothing fails here.
  const random = (): number => 0.5;
  const world = {
    clock,
    random,
    log: silent,
    peakMemoryBytes: () => 0,
    collectGarbage() {},
    readIfThere: () => Promise.resolve(null),
  };
  const desk = await openDesk(world, { database: ":memory:", mode: "write" });
  const rest = {
    accountName: "Tour",
    sources: collectSources,
    full: false,
    confirmHeld: false,
    progress() {},
  };
  const signal = new AbortController().signal;
  await desk.collect({ ...access, ...rest }, signal);
  sample.evolve(1);
  await desk.collect({ ...access, ...rest }, signal);
  const change = await changedMachine(desk);
  const machineId = change.key.slice(change.key.indexOf(":") + 1);
  const hosts = hostsOf(access.cloud, access.hosts);
  const tenant = openTenant({
    ...access,
    hosts,
    tenantId: access.tenant,
    clock,
    random,
    log: silent,
  });
  return { sample, tenant, desk, change, machineId };
}

const show = (value: unknown): string => JSON.stringify(value, null, 2);

/** The machine's record; its raw form is the page's item. */
async function recordOf({
  tenant,
  machineId,
}: Scene): Promise<{ machine: Machine; receipt: unknown }> {
  let found: Machine | undefined;
  const receipt = await readAll(tenant.machines(), (machines) => {
    found ??= machines.find((machine) => machine.id === machineId);
  });
  if (found === undefined) throw new Error("the machine is not listed any more");
  return { machine: found, receipt };
}

async function* fromMicrosoft(scene: Scene): AsyncGenerator<TourStop, Machine> {
  yield {
    noun: "token",
    file: "src/microsoft/token.ts",
    says: "One token for each API, asked for once and renewed in time. It carries the permissions that were granted.",
    value: show({
      graph: await scene.tenant.roles("graph"),
      defender: await scene.tenant.roles("defender"),
    }),
  };
  const { machine, receipt } = await recordOf(scene);
  const { raw, ...record } = machine;
  yield {
    noun: "page",
    file: "src/microsoft/page.ts",
    says: "The machine as Microsoft sent it, and the receipt that the whole listing was read: deletions need it.",
    value: `${show(raw)}\n${show({ receipt })}`,
  };
  yield {
    noun: "record",
    file: "src/microsoft/machine.ts",
    says: "Parsed once, at the edge: times are numbers, blanks are gone, nothing is unknown from here on.",
    value: show(record),
  };
  return machine;
}

function entityStop(scene: Scene, machine: Machine): TourStop {
  const made = machineOf(machine, { tenantId: scene.sample.tenantId, survivorOf: (id) => id });
  const entities = made.entities.map(({ raw: _raw, ...entity }) => entity);
  return {
    noun: "entity",
    file: "src/convert/machine.ts",
    says: "One record is two entities, the agent and the device, and the edges between them and the account.",
    value: show({ entities, relationships: made.relationships }),
  };
}

async function graphStop({ desk, machineId }: Scene): Promise<TourStop> {
  const answer = await desk.query({
    text: `FIND user_endpoint WITH _key = 'user_endpoint.${machineId}'`,
  });
  const metadata =
    answer.ok && answer.result.type === "list"
      ? answer.result.data.map(({ entity }) => entity)
      : [];
  return {
    noun: "graph",
    file: "src/store/apply.ts",
    says: "Two days were read. Each was compared with the graph by digest and applied in one transaction.",
    value: show(metadata),
  };
}

async function* toTheScreen({ desk, machineId }: Scene): AsyncGenerator<TourStop> {
  const text = `FIND user_endpoint WITH _key = 'user_endpoint.${machineId}' AS d
  THAT MANAGES microsoft_defender_machine THAT HAS microsoft_defender_logon_user AS account
  RETURN d.displayName AS device, account.displayName AS account ORDER BY account`;
  const { plan } = checkText(text);
  const answer = await desk.query({ text });
  yield {
    noun: "query",
    file: "src/j1ql/check.ts, src/store/compile/compile.ts",
    says: `A text becomes a plan, the plan a statement with bound values, the statement rows.\n\n${text}`,
    value: show({ plan, rows: answer.ok ? answer.result.data : answer.problems }),
  };
  const tree = await desk.query({ text, asTree: true });
  const drawn =
    tree.ok && tree.result.type === "tree" ? tree.result.data : { vertices: [], edges: [] };
  const names = new Map(drawn.vertices.map((vertex) => [vertex.id, vertex.entity.displayName]));
  yield {
    noun: "screen",
    file: "console/src/",
    says: "The same question as a tree is what the console draws, left to right in the order of its steps.",
    value: drawn.edges
      .map(
        (edge) =>
          `${names.get(edge.fromVertexId)} ─${edge.relationship._class}→ ${names.get(edge.toVertexId)}`,
      )
      .toSorted()
      .join("\n"),
  };
}

/** Follows one machine of a sample tenant from Microsoft's reply to the screen. */
export async function* tour(clock: Clock): AsyncGenerator<TourStop> {
  const scene = await setTheScene(clock);
  try {
    const machine = yield* fromMicrosoft(scene);
    yield entityStop(scene, machine);
    yield await graphStop(scene);
    yield {
      noun: "change",
      file: "src/store/changes.ts",
      says: "What the second day changed, property by property.",
      value: show(scene.change),
    };
    yield* toTheScreen(scene);
  } finally {
    await scene.tenant.close();
    await scene.desk.close();
    await scene.sample.close();
  }
}
