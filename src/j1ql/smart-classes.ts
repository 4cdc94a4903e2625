import { didYouMean } from "./suggest.ts";

/** Named sets of entities: by name, the queries whose start entities belong to it. */
export type SmartClasses = Readonly<Record<string, readonly string[]>>;

/** The most queries that define one smart class. */
const maxQueries = 5;

const namePattern = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Definitions, or a sentence that says what is wrong with them. */
export type ReadSmartClasses =
  | { readonly ok: true; readonly smartClasses: SmartClasses }
  | { readonly ok: false; readonly fault: string };

/** Reads definitions: a JSON object with a list of queries by name. */
export function smartClassesOf(json: string): ReadSmartClasses {
  const parsed = parsedOf(json);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return {
      ok: false,
      fault: 'Write one JSON object: {"CriticalAsset": ["FIND HostAgent WITH …"]}.',
    };
  }
  const entries = Object.entries(parsed);
  const fault = entries.map(([name, queries]) => faultOf(name, queries)).find((one) => one !== "");
  if (fault !== undefined) return { ok: false, fault };
  const named = entries.map(([name, queries]) => [name, queriesOf(queries)]);
  return { ok: true, smartClasses: Object.fromEntries(named) };
}

function parsedOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function queriesOf(queries: unknown): readonly string[] {
  if (!Array.isArray(queries)) return [];
  return queries.filter((query) => typeof query === "string");
}

function faultOf(name: string, queries: unknown): string {
  if (!namePattern.test(name)) {
    return `\`${name}\` cannot be a name: write letters, digits and \`_\` alone.`;
  }
  const texts = queriesOf(queries);
  const isList = Array.isArray(queries) && texts.length === queries.length;
  if (isList && texts.length > 0 && texts.length <= maxQueries) return "";
  return `\`${name}\` needs a list of 1 to ${maxQueries} queries, each a text.`;
}

/** What to say of a name that is not defined. */
export function undefinedMessage(name: string, defined: SmartClasses): string {
  const near = didYouMean(name, Object.keys(defined));
  return `No smart class \`#${name}\` is defined: it holds what is tagged \`${name}\`.${near}`;
}
