import { z } from "zod";
import { type VerbRoute } from "./verb-route.ts";

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
    code: { type: "string", description: "A code of the error catalogue" },
    problems: { type: "array", items: { type: "object" } },
  },
};

function schemaOf(type: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: "any" });
  return schema;
}

function propertiesOf(schema: Json): Readonly<Record<string, unknown>> {
  const properties = schema["properties"];
  return typeof properties === "object" && properties !== null ? { ...properties } : {};
}

function operationOf(route: VerbRoute): Json {
  const { method, path, verb, status = 200 } = route;
  const input = schemaOf(verb.input, "input");
  const properties = propertiesOf(input);
  const required = Array.isArray(input["required"]) ? input["required"] : [];
  const inPath = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? "");
  const inQuery =
    method === "GET" ? Object.keys(properties).filter((name) => !inPath.includes(name)) : [];
  const inBody = Object.keys(properties).filter((name) => !inPath.includes(name));
  const parameters = [
    ...inPath.map((name) => ({ name, in: "path", required: true, schema: properties[name] ?? {} })),
    ...inQuery.map((name) => ({
      name,
      in: "query",
      required: required.includes(name),
      schema: properties[name],
    })),
  ];
  const body = {
    ...input,
    properties: Object.fromEntries(inBody.map((name) => [name, properties[name]])),
    required: required.filter((name) => inBody.includes(name)),
  };
  return {
    operationId: verb.name,
    summary: verb.summary,
    tags: [verb.name.split(".")[0]],
    "x-role": verb.role,
    parameters,
    ...(method === "GET" || inBody.length === 0
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: {
      [status]: {
        description: "Done",
        content: { "application/json": { schema: schemaOf(verb.output, "output") } },
      },
      default: problem,
    },
  };
}

/** The API's description (OpenAPI 3.1), made from the schemas that validate. */
export function openApiOf(routes: readonly VerbRoute[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "defender-graph", version },
    paths,
    components: { schemas: { Problem: problemSchema } },
  };
}
