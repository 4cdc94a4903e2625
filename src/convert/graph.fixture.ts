import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { ownersOf } from "./device-owner.ts";
import { edge } from "./edge.ts";
import { groupOf } from "./group.ts";
import { logonUserOf } from "./logon-user.ts";
import { machineOf } from "./machine.ts";
import { entraDevice, group, logon, machine, march, user } from "./records.fixture.ts";
import { relationshipTypes } from "./types.ts";
import { userOf } from "./user.ts";

/** Some of the graph, made by the converters from a few facts. */
export interface Facts {
  readonly users?: readonly Parameters<typeof user>[0][];
  readonly groups?: readonly Parameters<typeof group>[0][];
  /** Machines by id with their Entra device, if any. */
  readonly machines?: Readonly<Record<string, string | null>>;
  /** Merged machines by id, with the survivor's id. */
  readonly merged?: Readonly<Record<string, string>>;
  /** `owner device`: object id and Entra device id. */
  readonly owners?: readonly string[];
  /** `machine account`, as `m1 contoso\ada`; more facts where needed. */
  readonly logons?: readonly (string | readonly [string, Parameters<typeof logon>[0]])[];
}

/** Entities and relationships, as a staging area would hand them out. */
export interface Piece {
  readonly entities: readonly Entity[];
  readonly relationships: readonly Relationship[];
}

function logonPiece(said: string | readonly [string, Parameters<typeof logon>[0]]): Piece {
  const [text, more] = typeof said === "string" ? [said, {}] : said;
  const cut = text.indexOf(" ");
  const id = text.slice(cut + 1);
  const bar = id.indexOf("\\");
  const names = { accountDomain: id.slice(0, Math.max(bar, 0)), accountName: id.slice(bar + 1) };
  const on = {
    id: text.slice(0, cut),
    computerDnsName: `host-${text.slice(0, cut)}`,
    lastSeenOn: march,
  };
  return logonUserOf(logon({ id, ...names, raw: {}, ...more }), on);
}

/** Makes the piece of the graph that the facts describe. */
export function piece(facts: Facts): Piece {
  const devices = facts.machines ?? {};
  const ownerEdges = (facts.owners ?? []).flatMap((owner) => {
    const [id = "", deviceId = ""] = owner.split(" ");
    const ids = Object.keys(devices).filter((each) => devices[each] === deviceId);
    const context = { machinesByAadDeviceId: () => ids, holdsUser: () => true };
    return ownersOf(entraDevice({ deviceId, ownerIds: [id] }), context);
  });
  const context = { tenantId: "t", survivorOf: (id: string) => facts.merged?.[id] ?? null };
  const pieces: readonly Piece[] = [
    ...(facts.users ?? []).map((each) => userOf(user(each), "t")),
    ...(facts.groups ?? []).map((each) => groupOf(group(each), "t")),
    ...Object.keys(devices).map((id) =>
      machineOf(machine({ id, aadDeviceId: devices[id] ?? null }), context),
    ),
    ...Object.keys(facts.merged ?? {}).map((id) =>
      machineOf(machine({ id, mergedIntoMachineId: facts.merged?.[id] ?? null }), context),
    ),
    { entities: [], relationships: ownerEdges },
    ...(facts.logons ?? []).map(logonPiece),
  ];
  return {
    entities: pieces.flatMap(({ entities }) => entities),
    relationships: pieces.flatMap(({ relationships }) => relationships),
  };
}

/** The edge that says whose account it is. */
export function is(account: string, userId: string, confidence?: number): Relationship {
  return edge(relationshipTypes.logonUserIsUser, {
    from: `microsoft_defender_logon_user:${account}`,
    to: `microsoft_defender_user:${userId}`,
    ...(confidence === undefined ? {} : { properties: { confidence } }),
  });
}
