import type { Properties, PropertyValue } from "../graph/entity.ts";

/** An entity of the graph as it is exported. */
export interface GraphEntity {
  readonly kind: "entity";
  readonly _key: string;
  readonly _type: string;
  readonly _class: readonly string[];
  readonly properties: Properties;
}

/** A relationship of the graph as it is exported. */
export interface GraphRelationship {
  readonly kind: "relationship";
  readonly _key: string;
  readonly _type: string;
  readonly _class: string;
  readonly _fromEntityKey: string;
  readonly _toEntityKey: string;
  readonly properties: Properties;
}

/** JupiterOne has one entity for each CVE, whoever finds it: it is pointed at, never uploaded. */
const sharedType = "cve";

const isCve = /^cve-\d{4}-\d{4,}$/;

/** What cannot be stored there is left out: names that begin with `_`, numbers that JSON does not know. */
function flat(properties: Properties): Record<string, PropertyValue> {
  return Object.fromEntries(
    Object.entries(properties).filter(
      ([name, value]) =>
        !name.startsWith("_") && (typeof value !== "number" || Number.isFinite(value)),
    ),
  );
}

/** An entity as the synchronization API takes it; `null` for what JupiterOne has itself. */
export function uploadOfEntity(entity: GraphEntity): object | null {
  const { _key, _type, _class, properties } = entity;
  if (_type === sharedType) return null;
  return { displayName: _key, ...flat(properties), _key, _type, _class };
}

/** A relationship as the synchronization API takes it; one to a CVE is mapped to JupiterOne's own. */
export function uploadOfRelationship(relationship: GraphRelationship): object {
  const { _key, _type, _class, _fromEntityKey, _toEntityKey, properties } = relationship;
  const common = { displayName: _class, ...flat(properties), _key, _type, _class };
  if (!isCve.test(_toEntityKey)) return { ...common, _fromEntityKey, _toEntityKey };
  return {
    ...common,
    _mapping: {
      relationshipDirection: "FORWARD",
      sourceEntityKey: _fromEntityKey,
      targetEntity: targetCve(_toEntityKey),
      targetFilterKeys: [["_type", "_key"]],
      skipTargetCreation: false,
    },
  };
}

function targetCve(key: string) {
  const id = key.toUpperCase();
  return {
    _key: key,
    _type: sharedType,
    _class: "Vulnerability",
    id,
    name: id,
    displayName: id,
    webLink: `https://nvd.nist.gov/vuln/detail/${id}`,
  };
}
