import { z } from "zod";
import type { DescribedRoute } from "./described-routes.ts";
import type { VerbRoute } from "./verb-route.ts";

type Json = Readonly<Record<string, unknown>>;

const problem = {
  description: "What was attempted, what was found, what to do",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string", description: "A code of the error catalogue (docs/errors.md)" },
    problems: { type: "array", items: { type: "object" } },
  },
};

/** One route as the description needs it. */
export interface Operation extends Omit<DescribedRoute, "method" | "role" | "status"> {
  readonly method: VerbRoute["method"];
  readonly role: string | null;
  readonly status: number;
  /** Also told as server-sent events. */
  readonly isLive: boolean;
}

/** A verb's route as the description needs it. */
export function operationOfVerb({
  method,
  path,
  verb,
  status = 200,
  isLive,
}: VerbRoute): Operation {
  const { name, summary, role, input, output: schema } = verb;
  const answer = { type: "application/json", schema };
  return { method, path, name, summary, role, input, answer, status, isLive: isLive === true };
}

/** Another route as the description needs it. */
export function operationOfRoute(route: DescribedRoute): Operation {
  return { ...route, status: route.status ?? 200, isLive: false };
}

function schemaOf(type: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: "any" });
  return schema;
}

function propertiesOf(schema: Json): Readonly<Record<string, unknown>> {
  const properties = schema["properties"];
  return typeof properties === "object" && properties !== null ? { ...properties } : {};
}

/** Whether a route's input is in its address alone. */
export function isInAddress(method: VerbRoute["method"]): boolean {
  return method === "GET" || method === "DELETE";
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

function bodyOf({ method, path }: Operation, input: Json): Json {
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
  return { requestBody: { required: isNeeded, content: { "application/json": { schema } } } };
}

function operationOf(operation: Operation): Json {
  const { name, summary, role, answer, status, isLive } = operation;
  const input = schemaOf(operation.input, "input");
  const content = { [answer.type]: { schema: schemaOf(answer.schema, "output") } };
  const live = isLive ? { "text/event-stream": { schema: { type: "string" } } } : {};
  return {
    operationId: name,
    summary,
    tags: [name.split(".")[0]],
    ...(role === null ? { security: [] } : { "x-role": role }),
    parameters: parametersOf(operation, input),
    ...bodyOf(operation, input),
    responses: {
      [status]: { description: "Done", content: { ...content, ...live } },
      default: problem,
    },
  };
}

/** The API's description (OpenAPI 3.1), made from the schemas that validate. */
export function openApiOf(operations: readonly Operation[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    const method = operation.method.toLowerCase();
    paths[path] = { ...paths[path], [method]: operationOf(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "defender-graph",
      version,
      description:
        "Every refusal and failure is application/problem+json with a code of the error catalogue. Times are epoch milliseconds.",
    },
    servers: [{ url: "/" }],
    paths,
    components: { schemas: { Problem: problemSchema } },
  };
}
