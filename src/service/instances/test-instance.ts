import { z } from "zod";
import type { TenantAccess } from "../../sync/collect.ts";
import { type SourceAccess, testAccess } from "../../sync/test-access.ts";
import type { DeskParts } from "../desk-parts.ts";
import { accessOf } from "../runs/carry-out.ts";
import { readVerb } from "../verb.ts";
import { findActive } from "./find-instance.ts";
import { instanceId, newInstance, withoutGaps } from "./instance-input.ts";
import { clientIdOf } from "./write-instance.ts";

const sourceAccess = z.object({
  source: z.string(),
  state: z.enum(["granted", "missing", "unavailable", "failed"]),
  permission: z.string(),
  api: z.string(),
  without: z.string().meta({ description: "What will be absent without it" }),
  problem: z.string().nullable(),
  code: z.string().nullable().meta({ description: "A code of the error catalogue" }),
  howToGrant: z.string().nullable(),
  isOptional: z.boolean().meta({ description: "Nothing is wrong without it" }),
});

const testResult = z.object({
  ok: z.boolean().meta({ description: "All that is to be read can be read" }),
  summary: z.string(),
  sources: z.array(sourceAccess),
});

type TestResult = z.output<typeof testResult>;

/** The code and words that all sources have in common: then it is the sign-in that failed. */
function sameProblem(sources: readonly SourceAccess[]): string | null {
  const [first, ...others] = sources;
  if (first === undefined || first.problem === null || first.code === "permission_missing")
    return null;
  return others.every(({ code }) => code === first.code) ? first.problem : null;
}

function summaryOf(wanted: readonly SourceAccess[]): string {
  const wrong = wanted.filter(({ state }) => state !== "granted");
  if (wrong.length === 0) return "Everything that is to be read can be read.";
  const same = sameProblem(wanted);
  if (same !== null) return same;
  const missing = [
    ...new Set(
      wrong
        .filter(({ state }) => state === "missing")
        .map(({ permission, api }) => `${permission} (${api})`),
    ),
  ];
  const grant = missing.length === 0 ? "" : ` Grant ${missing.join(", ")}.`;
  const names = wrong.map(({ source }) => source.replace("_", " ")).join(", ");
  return `Not everything can be read: ${names}.${grant}`;
}

async function test(
  { world }: DeskParts,
  access: TenantAccess,
  sources: readonly string[],
): Promise<TestResult> {
  const all = await testAccess(access, world);
  const wanted = all.filter(({ source }) => source === "account" || sources.includes(source));
  const needed = wanted.filter(({ isOptional }) => !isOptional);
  const ok = needed.every(({ state }) => state === "granted");
  return { ok, summary: summaryOf(needed), sources: wanted.map((one) => ({ ...one })) };
}

/** Tests an instance before it is saved. */
export const instancesTestNew = readVerb({
  name: "instances.testNew",
  summary:
    "Test a connection before it is saved: one cheap call for each permission; nothing is kept",
  role: "administrator",
  input: newInstance,
  output: testResult,
  async run({ parts }, asked) {
    const { credential, cloud, tenantId, clientId, hosts, rateFactor, sources } = asked;
    const access: TenantAccess = {
      tenant: tenantId,
      clientId: clientIdOf(credential, clientId),
      cloud,
      hosts: withoutGaps(hosts),
      credential,
      rateFactor,
    };
    return test(parts, access, sources);
  },
});

/** Tests an instance with the secret that is kept. */
export const instancesTest = readVerb({
  name: "instances.test",
  summary: "Test an instance's connection: one cheap call for each permission",
  role: "editor",
  input: z.strictObject({ id: instanceId }),
  output: testResult,
  async run({ parts }, { id }) {
    const row = await findActive(parts.database, id);
    return test(parts, await accessOf(parts, row), row.settings.sources);
  },
});
