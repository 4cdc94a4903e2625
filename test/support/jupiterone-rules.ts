type Uploaded = Record<string, unknown>;

/** Objects by key. */
export interface Objects {
  readonly entities: Map<string, Uploaded>;
  readonly relationships: Map<string, Uploaded>;
}

/** Which objects are uploaded. */
export interface Upload {
  readonly kind: "entities" | "relationships";
}

const metadata: Readonly<Record<Upload["kind"], readonly string[]>> = {
  entities: ["_key", "_type", "_class", "_rawData"],
  relationships: ["_key", "_type", "_class", "_fromEntityKey", "_toEntityKey", "_mapping"],
};

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

function isFlat(value: unknown): boolean {
  if (Array.isArray(value))
    return (
      value.every((item) => isScalar(item)) && new Set(value.map((item) => typeof item)).size < 2
    );
  return value === null || isScalar(value);
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** What JupiterOne's documentation does not allow in an object; `null` when it is well. */
export function wrongOf(kind: Upload["kind"], object: Uploaded): string | null {
  for (const [name, value] of Object.entries(object)) {
    if (name.startsWith("_") && !metadata[kind].includes(name)) return `${name} is reserved`;
    if (!name.startsWith("_") && !isFlat(value)) return `${name} is not flat`;
  }
  if (!isText(object["_key"]) || !isText(object["_type"])) return "_key or _type is missing";
  return kind === "entities" ? wrongEntity(object) : wrongRelationship(object);
}

function wrongEntity({ _key, _class, displayName }: Uploaded): string | null {
  const classes: readonly unknown[] = [_class].flat();
  if (classes.length === 0 || !classes.every(isText)) return "_class is missing";
  if (String(_key).length < 10) return "_key is too short";
  return isText(displayName) ? null : "displayName is missing";
}

function wrongRelationship(object: Uploaded): string | null {
  const { _class, _type, _fromEntityKey, _toEntityKey, _mapping } = object;
  if (!isText(_class) || _class !== String(_class).toUpperCase()) return "_class is no verb";
  if (!/^[a-z0-9_]+$/.test(String(_type))) return "_type is not in snake case";
  if (_mapping === undefined)
    return isText(_fromEntityKey) && isText(_toEntityKey) ? null : "an end is missing";
  if (_fromEntityKey !== undefined || _toEntityKey !== undefined) return "mapped, yet with ends";
  return wrongMapping(_mapping as Uploaded);
}

function wrongMapping(mapping: Uploaded): string | null {
  const { relationshipDirection, sourceEntityKey, targetEntity, targetFilterKeys } = mapping;
  if (!/^(FORWARD|REVERSE)$/.test(String(relationshipDirection))) return "no direction";
  if (!isText(sourceEntityKey)) return "no source";
  if (typeof mapping["skipTargetCreation"] !== "boolean") return "no skipTargetCreation";
  const keys: readonly unknown[] = [targetFilterKeys].flat(2);
  const target = targetEntity as Uploaded;
  if (keys.length === 0 || !keys.every((key) => target[String(key)] !== undefined))
    return "a filter key that the target does not have";
  return null;
}
