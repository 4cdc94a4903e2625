import { type Account, accountNaming, accountOf } from "./account.ts";
import type { Device } from "./device.ts";
import { epochOf, epochStart, firstSeenAt, reportDay, reportedAt } from "./device-report.ts";
import { personNear } from "./habitue.ts";
import { type Logon, type Scene, recurring } from "./logon-scene.ts";
import { bornOn } from "./population.ts";
import { pick, share } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { DAY, wholeSecond } from "./times.ts";
import { homeOf } from "./user-domain.ts";
import { kindOf, userExists } from "./user-life.ts";

type Visit = "colleague" | "helpDesk" | "localUser" | "system" | "old" | "stranger" | "service";

const WORKSTATION_VISITS: readonly (readonly [number, Visit])[] = [
  [0.38, "colleague"],
  [0.12, "helpDesk"],
  [0.2, "localUser"],
  [0.2, "system"],
  [0.07, "old"],
  [0.03, "stranger"],
];

const SERVER_VISITS: readonly (readonly [number, Visit])[] = [
  [0.3, "helpDesk"],
  [0.25, "service"],
  [0.15, "localUser"],
  [0.2, "system"],
  [0.07, "old"],
  [0.03, "stranger"],
];

/** The logon of the visitor of one turn, `undefined` where nobody suits. */
export function visitLogon(scene: Scene, turn: number): Logon | undefined {
  const { tenant, device } = scene;
  const visits = device.kind === "server" ? SERVER_VISITS : WORKSTATION_VISITS;
  const visit = share(tenant.roll("visit", device.index, turn), visits);
  switch (visit) {
    case "colleague":
      return dated(scene, turn, { who: "person", types: "Network" });
    case "helpDesk":
      return dated(scene, turn, { who: "admin", types: "Network, RemoteInteractive" });
    case "service":
      return dated(scene, turn, { who: "service", types: "Batch, Service" });
    case "old":
      return oldLogon(scene, turn);
    case "localUser":
      return localLogon(scene, turn);
    case "system":
      return systemLogon(scene, turn);
    case "stranger":
      return strangerLogon(scene, turn);
  }
}

/** A visitor of this month: another one comes about every 50 days, and this one is not seen again. */
function dated(
  scene: Scene,
  turn: number,
  as: { who: "person" | "admin" | "service"; types: string },
): Logon | undefined {
  const { tenant, device, day } = scene;
  const of = { purpose: `visitor-${turn}`, index: device.index, length: 50 };
  const born = bornOn(tenant.machines, device.index);
  const start =
    born === 0 ? epochStart(tenant, of, day) : Math.max(epochStart(tenant, of, day), born);
  const visit = epochOf(tenant, of, day);
  const slot = userLike(tenant, tenant.roll(of.purpose, device.index, visit), {
    who: as.who,
    day: start,
  });
  if (slot === undefined) return undefined;
  const account = visitingAccount(scene, slot);
  if (account === undefined) return undefined;
  const came = Math.min(start, day);
  const last = wholeSecond(reportedAt(tenant, device, came) - 600_000);
  const first = Math.min(
    last,
    wholeSecond(last - tenant.roll("visit-length", device.index, turn) * DAY),
  );
  const remote = as.who === "person" && turn % 5 === 0 ? "Network, RemoteInteractive" : as.types;
  return {
    account,
    first,
    last,
    types: remote,
    administrator: as.who === "admin",
  };
}

/** The account as the machine's kind names it: Linux knows on-premises domains by their DNS names, and no cloud. */
function visitingAccount({ tenant, device }: Scene, slot: number): Account | undefined {
  if (device.system.family !== "linux") return accountOf(tenant, slot);
  const home = homeOf(tenant, slot);
  return home === undefined
    ? undefined
    : accountNaming(tenant, slot, { domain: home.dns, naming: "dns" });
}

/** A user of a kind near a place among those who exist on a day. */
function userLike(
  tenant: Tenant,
  roll: number,
  of: { who: "person" | "admin" | "service"; day: number },
): number | undefined {
  const start = personNear(tenant, roll, of.day);
  if (start === undefined || of.who === "person") return start;
  for (let slot = start; slot < start + 60; slot++) {
    if (kindOf(tenant, slot) === of.who && userExists(tenant, slot, Math.max(of.day, 0)))
      return slot;
  }
  return undefined;
}

/** Somebody who used the machine long ago: more than 40 days before its last report, ever. */
function oldLogon(scene: Scene, turn: number): Logon | undefined {
  const { tenant, device } = scene;
  if (bornOn(tenant.machines, device.index) > 0) return undefined;
  const slot = personNear(tenant, tenant.roll("old", device.index, turn), 0);
  if (slot === undefined) return undefined;
  const atFirst = reportedAt(tenant, device, reportDay(tenant, device, 0));
  const last = wholeSecond(
    atFirst - (41 + Math.floor(tenant.roll("old-age", device.index, turn) * 90)) * DAY,
  );
  const first = Math.min(last, wholeSecond(firstSeenAt(tenant, device)));
  return {
    account: accountOf(tenant, slot),
    first,
    last,
    types: "Interactive",
    administrator: false,
  };
}

const LOCAL_USERS = [
  "administrator",
  "administrator1",
  "local admin",
  "guest",
  "defaultuser0",
  "laps-admin",
  "setup",
];

function localLogon(scene: Scene, turn: number): Logon | undefined {
  const domain = scene.device.host;
  if (domain === undefined) return undefined;
  const name = pick(LOCAL_USERS, scene.tenant.roll("local-user", scene.device.index, turn));
  const account: Account = { domain, name, meaning: { kind: "local" } };
  return recurring(scene, account, {
    types: "Interactive, Network",
    administrator: name.includes("admin"),
  });
}

const SYSTEM_ACCOUNTS = [
  ["nt authority", "system", "Service"],
  ["nt authority", "network service", "Service"],
  ["nt service", "mssqlserver", "Service"],
  ["window manager", "dwm-1", "Interactive"],
  ["font driver host", "umfd-0", "Interactive"],
  ["iis apppool", "defaultapppool", "Service"],
] as const;

function systemLogon(scene: Scene, turn: number): Logon | undefined {
  const { tenant, device } = scene;
  const roll = tenant.roll("system-account", device.index, turn);
  if (!isWindows(device)) return rootLogon(scene);
  const isMachine = roll > 0.85 && device.host !== undefined && device.join === "hybrid";
  const [domain, name, types] = isMachine
    ? [tenant.domains[0].netBios.toLowerCase(), `${device.host}$`, "Network"]
    : pick(SYSTEM_ACCOUNTS, roll);
  const account: Account = { domain, name, meaning: { kind: "system" } };
  return recurring(scene, account, { types, administrator: false });
}

function isWindows({ system }: Device): boolean {
  return system.family === "windows" || system.family === "server";
}

/** Unix has no system accounts of its own domain: its administrator is local to the machine. */
function rootLogon(scene: Scene): Logon | undefined {
  const domain = scene.device.host;
  if (domain === undefined) return undefined;
  const account: Account = { domain, name: "root", meaning: { kind: "local" } };
  return recurring(scene, account, { types: "Interactive", administrator: true });
}

/** An account of a domain whose user the directory does not hold, or not any more. */
function strangerLogon(scene: Scene, turn: number): Logon {
  const { tenant, device } = scene;
  const number = Math.floor(tenant.roll("stranger", device.index, turn) * 400);
  const domain = tenant.domains[number % 3 === 0 ? 2 : 0].netBios.toLowerCase();
  const account: Account = { domain, name: `x-temp${number}`, meaning: { kind: "stranger" } };
  return recurring(scene, account, { types: "Network", administrator: false });
}
