import { z } from "zod";
import { apiExamples } from "./api-examples.ts";
import { apiGroups } from "./api-groups.ts";
import { isInAddress, type Operation } from "./operation.ts";
import { problemComponents, problemsOf } from "./openapi-replies.ts";

type Json = Readonly<Record<string, unknown>>;

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string", description: "A code of the error catalogue (docs/errors.md)" },
    problems: {
      type: "array",
      description: "For query_invalid: what is wrong with the query's text, and where",
      items: {
        type: "object",
        required: ["code", "message", "from", "to"],
        properties: {
          code: { type: "string" },
          message: { type: "string" },
          from: { type: "integer", description: "UTF-16 units from the beginning" },
          to: { type: "integer" },
        },
      },
    },
  },
};

/** Schemas that others refer to, by name. */
type Shared = Record<string, unknown>;

/** A type as JSON schema. What it refers to goes to where the whole description finds it. */
function schemaOf(
  type: z.ZodType,
  { io, name, shared }: { readonly io: "input" | "output"; name: string; shared: Shared },
): Json {
  const { $schema: _, ...made } = z.toJSONSchema(type, { io, unrepresentable: "any" });
  const text = JSON.stringify(made).replaceAll(
    /"#\/\$defs\/(__)?/g,
    (_match, own?: string) => `"#/components/schemas/${own === undefined ? "" : `${name}.`}`,
  );
  const parsed: unknown = JSON.parse(text);
  const { $defs = {}, ...schema } = isJson(parsed) ? parsed : {};
  for (const [key, value] of Object.entries(isJson($defs) ? $defs : {}))
    shared[key.startsWith("__") ? `${name}.${key.slice(2)}` : key] = value;
  return schema;
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function propertiesOf(schema: Json): Readonly<Record<string, unknown>> {
  const properties = schema["properties"];
  return typeof properties === "object" && properties !== null ? { ...properties } : {};
}

function parametersOf({ method, path }: Operation, input: Json): readonly Json[] {
  const properties = propertiesOf(input);
  const required = Array.isArray(input["required"]) ? input["required"] : [];
  const inPath = namesIn(path);
  const inQuery = isInAddress(method)
    ? Object.keys(properties).filter((name) => !inPath.includes(name))
    : [];
  return [
    ...inPath.map((name) => ({ name, in: "path", required: true, schema: properties[name] ?? {} })),
    ...inQuery.map((name) => ({
      name,
      in: "query",
      required: required.includes(name),
      schema: properties[name],
    })),
  ];
}

function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? "");
}

function bodyOf({ method, path, name }: Operation, input: Json): Json {
  if (isInAddress(method)) return {};
  const inPath = namesIn(path);
  const names = Object.keys(propertiesOf(input)).filter((name) => !inPath.includes(name));
  const required: readonly unknown[] = Array.isArray(input["required"]) ? input["required"] : [];
  const properties = propertiesOf(input);
  const schema = {
    ...input,
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    required: required.filter((name) => names.some((known) => known === name)),
  };
  const isNeeded = schema.required.length > 0;
  const example = apiExamples[name];
  const content = { schema, ...(example === undefined ? {} : { example }) };
  return { requestBody: { required: isNeeded, content: { "application/json": content } } };
}

const liveSchema = {
  type: "string",
  description:
    "Events: log (an item as above, its id is the event's), progress (the run as runs.get gives it, without report), and last end ({state}). Last-Event-ID says what was heard already",
};

function operationOf(operation: Operation, shared: Shared): Json {
  const { name, summary, role, answer, status, isLive } = operation;
  const input = schemaOf(operation.input, { io: "input", name: `${name}.input`, shared });
  const output = schemaOf(answer.schema, { io: "output", name: `${name}.output`, shared });
  const content = { [answer.type]: { schema: output } };
  const live = isLive ? { "text/event-stream": { schema: liveSchema } } : {};
  const takesSomething = Object.keys(propertiesOf(input)).length > 0;
  return {
    operationId: name,
    summary,
    tags: [name.split(".")[0]],
    ...(role === null ? { security: [] } : { "x-role": role }),
    parameters: parametersOf(operation, input),
    ...bodyOf(operation, input),
    responses: {
      [status]: { description: "Done", content: { ...content, ...live } },
      ...problemsOf({ ...operation, takesSomething }),
    },
  };
}

const aboutApi = [
  "What a route takes stands in the path, in the query of a GET or DELETE, or in a JSON body.",
  "Every refusal and failure is application/problem+json with a code of the error catalogue and a detail that says what was attempted, what was found and what to do.",
  "Times are epoch milliseconds; where a moment is asked for, an ISO 8601 time or day does, too.",
  "A long list gives items and next: ask again with that as cursor; null is the end.",
  "Answers of many lines are NDJSON: one that breaks off is not whole.",
].join(" ");

const securitySchemes = {
  token: {
    type: "http",
    scheme: "bearer",
    description: "An API token (tokens.create, or Settings in the console)",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "defender-graph-session-<port>",
    description:
      "A browser that logged in (session.begin). What changes something must come from the console's own pages (Sec-Fetch-Site: same-origin, or its Origin), or with the header x-defender-graph: 1",
  },
};

/** The API's description (OpenAPI 3.1), made from the schemas that validate. */
export function openApiOf(operations: readonly Operation[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const shared: Shared = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    const method = operation.method.toLowerCase();
    paths[path] = { ...paths[path], [method]: operationOf(operation, shared) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "defender-graph",
      version,
      description: aboutApi,
    },
    servers: [{ url: "/" }],
    tags: Object.entries(apiGroups).map(([name, description]) => ({ name, description })),
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: problemSchema, ...shared },
      responses: problemComponents,
      securitySchemes,
    },
  };
}
