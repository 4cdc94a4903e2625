import { z } from "zod";
import { apiExamples } from "./api-examples.ts";
import { apiGroups } from "./api-groups.ts";
import type { Operation } from "./operation.ts";

/** The page's style: under the strict policy of this server it must come as a file. */
export const apiStyle = `:root { color-scheme: light dark; --line: #8884; --soft: #888; --code: #8882; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; }
h1 { margin-bottom: 0; } h2 { border-bottom: 1px solid var(--line); margin-top: 2.5rem; text-transform: capitalize; }
nav a { margin-right: 1rem; text-transform: capitalize; } code, pre { background: var(--code); border-radius: 4px; font-size: 13px; }
code { padding: 0.1em 0.3em; } pre { overflow: auto; padding: 0.75rem; } section { margin: 1.5rem 0; }
h3 { font: 600 15px ui-monospace, monospace; margin: 0; overflow-wrap: anywhere; } .role { color: var(--soft); font-size: 13px; }
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid var(--line); padding: 0.3rem 0.6rem 0.3rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
td:first-child { white-space: nowrap; }
`;

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function words(of: unknown): string {
  if (typeof of === "string") return of;
  return of === undefined ? "" : JSON.stringify(of);
}

/** What a field may be, in a few words. */
function kindOf(schema: Readonly<Record<string, unknown>>): string {
  if (Array.isArray(schema["enum"])) return schema["enum"].map(words).join(" | ");
  if (schema["const"] !== undefined) return words(schema["const"]);
  if (Array.isArray(schema["anyOf"] ?? schema["oneOf"])) {
    const options: readonly unknown[] = [schema["anyOf"], schema["oneOf"]].flat().filter(isRecord);
    return options.filter(isRecord).map(kindOf).join(" or ");
  }
  if (schema["type"] === "array" && isRecord(schema["items"]))
    return `list of ${kindOf(schema["items"])}`;
  const names = isRecord(schema["properties"]) ? Object.keys(schema["properties"]) : [];
  return names.length > 0 ? `{ ${names.join(", ")} }` : words(schema["type"]);
}

/** What a field is when it is not given; an empty text or list of names is not worth telling. */
function usualOf(value: unknown): string {
  const text = words(value);
  return text === "" || text === "{}" ? "" : `Default: ${text}`;
}

function fieldRow(name: string, schema: unknown, isRequired: boolean): string {
  const facts = isRecord(schema) ? schema : {};
  const about = [words(facts["description"]), usualOf(facts["default"])]
    .filter((text) => text !== "")
    .join(". ");
  const need = isRequired ? "required" : "";
  return `<tr><td><code>${escaped(name)}</code></td><td>${escaped(kindOf(facts))}</td><td>${need}</td><td>${escaped(about)}</td></tr>`;
}

/** A type without its references: each stands where it is referred to, but in itself. */
function schemaOf(type: z.ZodType, io: "input" | "output"): unknown {
  return z.toJSONSchema(type, { io, unrepresentable: "any", reused: "inline" });
}

function fieldsOf(type: z.ZodType, io: "input" | "output"): string {
  const schema = schemaOf(type, io);
  if (!isRecord(schema) || !isRecord(schema["properties"])) return "";
  const required: readonly unknown[] = Array.isArray(schema["required"]) ? schema["required"] : [];
  const rows = Object.entries(schema["properties"]).map(([name, field]) =>
    fieldRow(name, field, io === "input" && required.includes(name)),
  );
  if (rows.length === 0) return "";
  const title = io === "input" ? "Takes" : "Gives";
  return `<table><tr><th>${title}</th><th>What</th><th></th><th>About</th></tr>${rows.join("")}</table>`;
}

function exampleOf(name: string): string {
  const example = apiExamples[name];
  return example === undefined ? "" : `<pre>${escaped(JSON.stringify(example, null, 2))}</pre>`;
}

function sectionOf(operation: Operation): string {
  const { method, path, name, summary, role, input, answer, isLive } = operation;
  const who = role === null ? "anybody" : `role ${role} or above`;
  const live = isLive ? ", or text/event-stream" : "";
  return `<section><h3>${method} ${escaped(path)}</h3><p>${escaped(summary)}. <span class="role">For ${who}; answers ${answer.type}${live}.</span></p>${fieldsOf(input, "input")}${exampleOf(name)}${fieldsOf(answer.schema, "output")}</section>`;
}

function groupOf({ name }: Operation): string {
  return name.split(".")[0] ?? name;
}

/** The API as a page for people. No script, nothing from elsewhere. */
export function apiPage(operations: readonly Operation[]): string {
  const groups = [...new Set(operations.map(groupOf))];
  const links = groups.map((group) => `<a href="#${group}">${group}</a>`).join("");
  const parts = groups.map((group) => {
    const sections = operations.filter((one) => groupOf(one) === group).map(sectionOf);
    return `<h2 id="${group}">${group}</h2><p>${escaped(apiGroups[group] ?? "")}.</p>${sections.join("")}`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>defender-graph API</title><link rel="stylesheet" href="/api/v1/docs.css"></head>
<body><h1>defender-graph API</h1>
<p>The same for programs: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1). A program shows an API token
(<code>Authorization: Bearer …</code>), a browser the cookie of its session. What a route takes stands in the
path, in the query of a GET or DELETE, or in a JSON body. Every refusal and failure is <code>application/problem+json</code>
with a <code>code</code>, and a <code>detail</code> that says what was attempted, what was found and what to do. Times are
epoch milliseconds. A list gives <code>items</code> and <code>next</code>: ask again with <code>?cursor=</code> that. A
run is followed live with <code>Accept: text/event-stream</code>.</p>
<nav>${links}</nav>${parts.join("")}</body></html>
`;
}
