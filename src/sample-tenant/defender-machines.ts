import type { JsonObject } from "../base/json.ts";
import { contextOf, skipPage, wholeNumber } from "./defender-list.ts";
import { badInput, defenderProblem } from "./defender-problem.ts";
import { filterableMachine, filterRows, orderMachines } from "./odata-filter.ts";
import { textOf } from "./json-text.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { RoutedCall } from "./surface.ts";
import { perWorld } from "./per-world.ts";
import type { Tenant } from "./tenant.ts";
import { isLeftOut } from "./thinned.ts";

const mostMachines = 10_000;
/** One in this many rows of the list comes twice, from this position on. */
const repeatEvery = 97;
const firstRepeated = 5;
const usualAntivirus = 20;
const mostAntivirus = 200_000;

const machineById = perWorld(
  (world) => new Map(world.machines.map((machine) => [idOf(machine), machine])),
);

const machineByName = perWorld(
  (world) =>
    new Map(
      world.machines
        .filter((machine) => machine["mergedIntoMachineId"] === null)
        .map((machine) => [textOf(machine["computerDnsName"]).toLowerCase(), machine]),
    ),
);

function idOf(machine: JsonObject): string {
  return textOf(machine["id"]).toLowerCase();
}

/** A machine by its id in any case. */
export function findMachine(id: string, tenant: Tenant): JsonObject | undefined {
  return machineById(tenant.world).get(id.toLowerCase());
}

/** 404 for a machine that is not there. */
export function noMachine(id: string, tenant: Tenant): Reply {
  const message = `Machine ${id} was not found`;
  return defenderProblem({ status: 404, code: "ResourceNotFound", message }, tenant);
}

/** The rows of the list, some of them twice: real walks meet a machine again. */
const machineRows = perWorld((world) =>
  world.machines.flatMap((machine, index) =>
    index % repeatEvery === firstRepeated ? [machine, machine] : [machine],
  ),
);

/** What the list holds while it is faulty. */
function listed(machines: readonly JsonObject[], { fired }: RoutedCall): readonly JsonObject[] {
  // Rows leave the front of the list between two pages, so a walk by position misses others.
  if (fired.has("shrink")) return machines.slice(Math.ceil(machines.length / 10));
  // Before it is cut into pages: a page that is too short would not go unnoticed.
  if (fired.has("thinned")) return machines.filter((machine) => !isLeftOut(textOf(machine["id"])));
  return machines;
}

/** `GET /api/machines` */
export function answerMachines(call: RoutedCall, tenant: Tenant): Reply {
  const present = listed(machineRows(tenant.world), call);
  const filter = call.query.get("$filter");
  const filtered = filter === undefined ? present : filterRows(present, filter, filterableMachine);
  if (typeof filtered === "string") {
    return badInput("ODataError", filtered, tenant);
  }
  const order = call.query.get("$orderby") ?? "id";
  // The world's machines are in the order of their ids already.
  const rows = order === "id" ? filtered : orderMachines(filtered, order);
  if (rows === undefined) {
    return badInput("ODataError", `Cannot order by '${order}'.`, tenant);
  }
  const head = contextOf("Machines");
  const slice = (from: number, to: number): readonly JsonObject[] => rows.slice(from, to);
  const listing = {
    head,
    total: rows.length,
    slice,
    most: mostMachines,
    usual: mostMachines,
    link: true,
  };
  return skipPage(listing, call, tenant);
}

/** `GET /api/machines/{id or computerDnsName}` */
export function answerMachine(call: RoutedCall, tenant: Tenant): Reply {
  const [name = ""] = call.parts;
  const machine = findMachine(name, tenant) ?? machineByName(tenant.world).get(name.toLowerCase());
  // The list goes on naming machines that were merged into others; this route no longer knows them.
  return machine === undefined || machine["mergedIntoMachineId"] !== null
    ? noMachine(name, tenant)
    : jsonReply(200, { ...contextOf("Machines/$entity"), ...machine });
}

/** `GET /api/machines/{id}/logonusers` */
export function answerLogonUsers(call: RoutedCall, tenant: Tenant): Reply {
  const [id = ""] = call.parts;
  const users = tenant.world.logonUsersOf(id.toLowerCase());
  return users === undefined
    ? noMachine(id, tenant)
    : jsonReply(200, { ...contextOf("Users"), value: [...users] });
}

/** `GET /api/deviceavinfo`: 20 rows a page when nothing else is asked for. */
export function answerAntivirus(call: RoutedCall, tenant: Tenant): Reply {
  const size =
    wholeNumber(call, { name: "pageSize", most: mostAntivirus }, tenant) ?? usualAntivirus;
  if (typeof size === "object") {
    return size;
  }
  const rows = tenant.world.antivirus;
  const listing = {
    head: contextOf("DeviceAvInfo"),
    total: rows.length,
    slice: (from: number, to: number): readonly JsonObject[] => rows.slice(from, to),
    most: mostMachines,
    usual: Math.max(1, size),
    link: true,
  };
  return skipPage(listing, call, tenant);
}
