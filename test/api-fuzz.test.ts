import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { SampleTenant } from "../src/sample-tenant/sample-tenant.ts";
import { knownError } from "../src/service/errors/catalogue.ts";
import {
  type Answered,
  instanceFor,
  type Managed,
  openManaged,
  realClock,
  smallTenant,
} from "./support/managed.ts";
import { hostileValues, type Schema, valuesOf } from "./support/schema-values.ts";

const schema = z.record(z.string(), z.unknown());
const operation = z.object({
  operationId: z.string(),
  parameters: z.array(
    z.object({ name: z.string(), in: z.enum(["path", "query"]), required: z.boolean(), schema }),
  ),
  requestBody: z
    .object({ content: z.object({ "application/json": z.object({ schema }) }) })
    .optional(),
});
const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

type Operation = z.output<typeof operation>;

let tenant: SampleTenant;
let managed: Managed;

beforeAll(async () => {
  tenant = await smallTenant(realClock);
  managed = await openManaged(realClock);
  await managed.ask("POST /instances", instanceFor(tenant));
  const worker = managed.desk.worker();
  await worker.turn();
  await worker.idle();
});

afterAll(async () => {
  await managed.close();
  await tenant.close();
});

interface Request {
  readonly path: string;
  readonly body: unknown;
}

/** How values are made: from the schema, or by somebody who means no good. */
type Make = (schema: Schema) => fc.Arbitrary<unknown>;

function textOf(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.toWellFormed();
}

function requests(path: string, operation: Operation, make: Make): fc.Arbitrary<Request> {
  const parameters = fc.record(
    Object.fromEntries(operation.parameters.map(({ name, schema }) => [name, make(schema)])),
    {
      requiredKeys: operation.parameters.filter(({ required }) => required).map(({ name }) => name),
    },
  );
  const schema = operation.requestBody?.content["application/json"].schema;
  const body = schema === undefined ? fc.constant(null) : make(schema);
  return fc.tuple(parameters, body).map(([given, told]) => {
    const values = new Map(Object.entries(given as Record<string, unknown>));
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(textOf(values.get(name))),
    );
    const inQuery = operation.parameters.filter(
      (one) => one.in === "query" && values.has(one.name),
    );
    const query = inQuery.map(
      ({ name }) => `${name}=${encodeURIComponent(textOf(values.get(name)))}`,
    );
    return { path: query.length === 0 ? filled : `${filled}?${query.join("&")}`, body: told };
  });
}

const late = ["instances.edit", "instances.create", "instances.delete"];

function lateness({ operationId }: Operation): number {
  return late.indexOf(operationId);
}

/** Nobody but the sample tenant is called. */
function toSampleTenant({ path, body }: Request): Request {
  if (path === "/api/v1/publications" && typeof body === "object" && body !== null)
    return { path, body: { ...body, instance: 1_000_000 } };
  const isTest = path === "/api/v1/instances/test" && typeof body === "object" && body !== null;
  if (!isTest || Array.isArray(body)) return { path, body };
  const { hosts, rateFactor } = instanceFor(tenant) as Record<string, unknown>;
  return { path, body: { ...body, hosts, rateFactor } };
}

/** A body of the right form in which fields are what nobody expects. */
function halfHostile(schema: Schema): fc.Arbitrary<unknown> {
  const fields = Object.entries((schema["properties"] ?? {}) as Record<string, Schema>);
  const mixed = fields.map(
    ([name, field]) => [name, fc.oneof(valuesOf(field), hostileValues)] as const,
  );
  const record = fc.record(Object.fromEntries(mixed), { requiredKeys: [] });
  return fields.length === 0 ? hostileValues : fc.oneof(record, hostileValues);
}

/** What is wrong with an answer; `null` when it is as it should be. */
function faultIn({ status, headers, body }: Answered): string | null {
  if (status >= 500) return "a fault of the server";
  if (status < 400) return null;
  const isProblem = String(headers["content-type"]).startsWith("application/problem+json");
  if (!isProblem) return "a refusal that is no problem+json";
  return knownError(String(body["code"])) === undefined ? "a code nobody knows" : null;
}

async function check(method: string, { path, body }: Request): Promise<number> {
  const isWithBody = method !== "get" && method !== "delete";
  const reply = await managed.send(method.toUpperCase(), path, isWithBody ? body : null);
  const fault = faultIn(reply);
  if (fault === null) return reply.status;
  const asked = `${method} ${path.slice(0, 300)} ${JSON.stringify(body)?.slice(0, 500)}`;
  throw new Error(`${asked} → ${reply.status}, ${fault}: ${reply.text.slice(0, 300)}`);
}

test("no route of the description answers valid or hostile input with a fault of the server", async () => {
  const { paths } = description.parse((await managed.ask("GET /openapi.json")).body);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  expect(operations.length).toBeGreaterThan(25);
  // What deletes and changes comes after what needs it.
  operations.sort((a, b) => lateness(a.operation) - lateness(b.operation));
  const answered = new Set<string>();
  for (const { path, method, operation } of operations) {
    for (const [make, numRuns] of [
      [valuesOf, 12],
      [halfHostile, 30],
    ] as const) {
      const property = fc.asyncProperty(requests(path, operation, make), async (asked) => {
        if ((await check(method, toSampleTenant(asked))) < 300) answered.add(operation.operationId);
      });
      await fc.assert(property, { numRuns, seed: 6, endOnFailure: true });
    }
  }
  const never = operations
    .map(({ operation }) => operation.operationId)
    .filter((name) => /^(instances|runs|database|server)\./.test(name) && !answered.has(name));
  expect(never).toEqual([]);
}, 240_000);
