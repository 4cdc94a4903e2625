import type { ChannelKindView } from "../../../src/service/channels/channel-view.ts";

/** How a field of a channel is filled in. `pairs`: a name and a value in each line. */
type Entry = "line" | "long" | "number" | "choice" | "list" | "pairs" | "json";

/** A field of a kind of channel, as the kind's schema describes it. */
export interface ChannelField {
  readonly part: "settings" | "secret";
  readonly name: string;
  readonly label: string;
  readonly help: string | undefined;
  readonly entry: Entry;
  readonly isRequired: boolean;
  /** What holds when nothing is entered. */
  readonly usual: string;
  readonly choices: readonly string[];
}

/** Texts longer than this are written in several lines. */
const longLine = 5_000;

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entryOf(schema: Schema): Entry {
  if (Array.isArray(schema["enum"])) return "choice";
  switch (schema["type"]) {
    case "integer":
    case "number":
      return "number";
    case "array":
      return "list";
    case "object": {
      const { additionalProperties: of } = schema;
      return isSchema(of) && of["type"] === "string" ? "pairs" : "json";
    }
    default:
      return Number(schema["maxLength"] ?? 0) > longLine ? "long" : "line";
  }
}

const ways: Readonly<Record<Entry, string>> = {
  line: "",
  long: "",
  number: "",
  choice: "",
  list: "One in each line.",
  pairs: "One in each line, as Name: value.",
  json: 'As JSON, such as {"labels": ["defender"]}.',
};

/** "additionalFields" as "Additional fields". */
function labelOf(name: string): string {
  const words = name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function textsOf(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.map(String) : [];
}

/** The fields of a kind of channel, its secrets last. */
export function fieldsOf(kind: ChannelKindView): readonly ChannelField[] {
  const settings = partOf(kind, "settings");
  const names = new Set(settings.map(({ name }) => name));
  const secrets = partOf(kind, "secret").map((field) => {
    return names.has(field.name) ? { ...field, label: `Secret ${field.name}` } : field;
  });
  return [...settings, ...secrets];
}

function partOf(kind: ChannelKindView, part: ChannelField["part"]): readonly ChannelField[] {
  const { properties, required } = kind[part];
  const needed = textsOf(required);
  return Object.entries(isSchema(properties) ? properties : {}).map(([name, of]) => {
    const schema = isSchema(of) ? of : {};
    const entry = entryOf(schema);
    const usual = schema["default"];
    const said = typeof schema["description"] === "string" ? `${schema["description"]}.` : "";
    return {
      part,
      name,
      label: labelOf(name),
      help: [said, ways[entry]].filter(Boolean).join(" ") || undefined,
      entry,
      isRequired: needed.includes(name),
      usual: typeof usual === "string" || typeof usual === "number" ? String(usual) : "",
      choices: textsOf(schema["enum"]),
    };
  });
}
