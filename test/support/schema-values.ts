import fc from "fast-check";

/** A JSON schema, as far as ours go. */
export type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function schemasIn(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

function numberOf(schema: Schema, name: string, otherwise: number): number {
  const value = schema[name];
  return typeof value === "number" ? value : otherwise;
}

function texts(schema: Schema): fc.Arbitrary<unknown> {
  const { pattern, format, examples } = schema;
  if (Array.isArray(examples)) return fc.constantFrom(...(examples as unknown[]));
  if (format === "date") return fc.constant("2026-11-02");
  if (format === "date-time") return fc.constant("2026-11-02T06:00:00Z");
  if (typeof pattern === "string") return fc.stringMatching(new RegExp(pattern, "u"));
  const maxLength = Math.min(numberOf(schema, "maxLength", 30), 30);
  return fc.string({ minLength: numberOf(schema, "minLength", 0), maxLength });
}

/** Small numbers, the smallest mostly: that of the first instance and the first run. */
function integers(schema: Schema): fc.Arbitrary<number> {
  const min = Math.max(numberOf(schema, "minimum", 0), numberOf(schema, "exclusiveMinimum", 0) + 1);
  const max = Math.min(numberOf(schema, "maximum", 50), 50);
  return fc.oneof(fc.constant(min), fc.integer({ min, max }));
}

function objects(schema: Schema): fc.Arbitrary<unknown> {
  const properties = isSchema(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? (schema["required"] as string[]) : [];
  const fields = Object.entries(properties).map(
    ([name, field]) => [name, valuesOf(isSchema(field) ? field : {})] as const,
  );
  const known = fields.map(([name]) => name);
  return fc.record(Object.fromEntries(fields), {
    requiredKeys: required.filter((name) => known.includes(name)),
  });
}

function lists(schema: Schema): fc.Arbitrary<unknown> {
  const items = schema["items"];
  return fc.array(valuesOf(isSchema(items) ? items : {}), { maxLength: 4 });
}

const byType: Readonly<Record<string, (schema: Schema) => fc.Arbitrary<unknown>>> = {
  string: texts,
  integer: integers,
  number: integers,
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
  array: lists,
  object: objects,
};

/** Values that a schema takes. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema["const"] !== undefined) return fc.constant(schema["const"]);
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as unknown[]));
  const options = [...schemasIn(schema["anyOf"]), ...schemasIn(schema["oneOf"])];
  if (options.length > 0) return fc.oneof(...options.map(valuesOf));
  return byType[String(schema["type"])]?.(schema) ?? fc.jsonValue({ maxDepth: 1 });
}

const nasty: readonly unknown[] = [
  null,
  true,
  "",
  " ",
  "\u0000",
  "'; drop table instance; --",
  '"><script>alert(1)</script>',
  "../../../etc/passwd",
  "%00%2e%2e%2f",
  "\ud800",
  "𝒳".repeat(2_000),
  "9".repeat(400),
  "-1",
  "1e309",
  "NaN",
  "0x10",
  -1,
  0.5,
  1e308,
  2_147_483_648,
  9_007_199_254_740_991,
  [],
  [[[[]]]],
  {},
  { __proto__: null, constructor: { prototype: 1 } },
  JSON.parse('{"__proto__":{"admin":true}}'),
];

/** Values that nobody means well with. */
export const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.double(),
);
