import { z } from "zod";
import { clouds } from "../collect.ts";
import { wrongHosts } from "../../sync/access.ts";
import { dataSources, defaultSources } from "../../sync/source.ts";
import { pollingNames } from "./polling.ts";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function guidOf(what: string, where: string) {
  const error = `is not ${what}: it must be a GUID such as 00000000-0000-0000-0000-000000000000. Copy it from ${where}.`;
  return z
    .string({ error })
    .trim()
    .toLowerCase()
    .regex(guid, { error })
    .meta({ description: `A GUID: ${what}`, examples: ["11111111-2222-3333-4444-555555555555"] });
}

const overview = "the app registration's overview";

const secretValue = z
  .string()
  .trim()
  .min(1, { error: "is empty: give the client secret's value" })
  .max(2_000)
  .refine((text) => !guid.test(text), {
    error:
      "this is the secret's id, not its value. Copy the column Value under Certificates & secrets; it is shown only once, right after the secret was made.",
  });

function pem(label: string, error: string) {
  const block = new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`);
  return z.string().max(20_000).regex(block, { error });
}

/** How an app registration proves who it is. Goes in, never comes out. */
const credential = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("secret"),
      secret: secretValue.meta({ writeOnly: true, description: "The client secret's value" }),
    }),
    z.strictObject({
      kind: z.literal("certificate"),
      certificate: pem("CERTIFICATE", "is no certificate in PEM").meta({ writeOnly: true }),
      privateKey: pem(
        "(?:RSA |EC )?PRIVATE KEY",
        "is no private key in PEM without a passphrase",
      ).meta({ writeOnly: true }),
    }),
    z.strictObject({
      kind: z.literal("managedIdentity"),
      clientId: z
        .string()
        .trim()
        .regex(guid, { error: "is no GUID: give the client id of a user-assigned identity" })
        .optional(),
    }),
  ])
  .meta({ description: "Write-only: sealed at rest, never shown again" });

const address = z
  .string()
  .trim()
  .max(300)
  .meta({ examples: ["https://login.microsoftonline.com"] })
  .optional();

const hosts = z.strictObject({
  authority: address,
  graph: address,
  defender: address,
  defenderAudience: address,
});

const tagName = z.string().regex(/^[A-Za-z][\w.-]{0,63}$/, {
  error: "a tag's name has letters, digits, '_', '.' and '-', and begins with a letter",
});

const moment = z
  .union([z.number().int().min(0).max(8_640_000_000_000_000), z.iso.date(), z.iso.datetime()])
  .transform((given) => (typeof given === "number" ? given : Date.parse(given)));

const fields = {
  accountName: z
    .string()
    .trim()
    .min(1, { error: "is empty: name the Defender account" })
    .max(200)
    .meta({ description: "Names the Defender account" }),
  description: z.string().max(2_000),
  pollingInterval: z
    .enum(pollingNames)
    .meta({ description: "How often it is read; DISABLED is by hand only" }),
  enabled: z.boolean().meta({ description: "One that is off is not read, on schedule or by hand" }),
  clientId: guidOf("an application (client) id", overview),
  cloud: z.enum(clouds),
  hosts: hosts.meta({
    description: "Addresses in place of the cloud's own; plain HTTP on loopback only",
  }),
  credential,
  secretExpiresOn: moment
    .nullable()
    .meta({ description: "Epoch milliseconds, or an ISO 8601 day" }),
  sources: z
    .array(z.enum(dataSources))
    .min(1, { error: "name at least one data source" })
    .refine((named) => !named.includes("software") || named.includes("vulnerabilities"), {
      error: "software is told by the rows of vulnerabilities: name both",
    }),
  tagAccountName: z.boolean().meta({ description: "Write tag.AccountName to every entity" }),
  tags: z
    .record(tagName, z.string().max(500))
    .meta({ description: "Further tags, without tag. before them" }),
  rateFactor: z
    .number()
    .gt(0)
    .max(1_000_000)
    .meta({ description: "Multiplies Microsoft's rate limits; 1 for real tenants" }),
};

interface Hosted {
  readonly cloud?: (typeof clouds)[number] | undefined;
  readonly hosts?: Readonly<Record<string, string | undefined>> | undefined;
}

function checkHosts({ cloud, hosts: given }: Hosted, context: z.RefinementCtx): void {
  if (given === undefined && cloud === undefined) return;
  const wrong = wrongHosts(cloud ?? "commercial", withoutGaps(given ?? {}));
  if (wrong !== null) context.addIssue({ code: "custom", path: ["hosts"], message: wrong });
}

/** What is there of optional texts. */
export function withoutGaps(
  texts: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) =>
      text === undefined || text === "" ? [] : [[name, text]],
    ),
  );
}

/** A new instance. */
export const newInstance = z
  .strictObject({
    tenantId: guidOf("a directory (tenant) id", overview),
    accountName: fields.accountName,
    clientId: fields.clientId.optional(),
    credential,
    description: fields.description.default(""),
    pollingInterval: fields.pollingInterval.default("ONE_DAY"),
    enabled: fields.enabled.default(true),
    cloud: fields.cloud.default("commercial"),
    hosts: fields.hosts.default({}),
    secretExpiresOn: fields.secretExpiresOn.default(null),
    sources: fields.sources.default([...defaultSources]),
    tagAccountName: fields.tagAccountName.default(true),
    tags: fields.tags.default({}),
    rateFactor: fields.rateFactor.default(1),
  })
  .superRefine(checkHosts)
  .refine(
    ({ credential: { kind }, clientId }) => kind === "managedIdentity" || clientId !== undefined,
    {
      path: ["clientId"],
      error: `is missing: copy the application (client) id from ${overview}`,
    },
  );

/** What may be changed of an instance; what is absent stays. */
export const instanceChanges = z
  .strictObject({
    id: z.coerce.number().int().min(1).max(2_147_483_647),
    accountName: fields.accountName.optional(),
    clientId: fields.clientId.optional(),
    credential: credential.optional(),
    description: fields.description.optional(),
    pollingInterval: fields.pollingInterval.optional(),
    enabled: fields.enabled.optional(),
    cloud: fields.cloud.optional(),
    hosts: fields.hosts.optional(),
    secretExpiresOn: fields.secretExpiresOn.optional(),
    sources: fields.sources.optional(),
    tagAccountName: fields.tagAccountName.optional(),
    tags: fields.tags.optional(),
    rateFactor: fields.rateFactor.optional(),
  })
  .superRefine(checkHosts);

/** The number of one instance. */
export const instanceId = z.coerce.number().int().min(1).max(2_147_483_647);

export type NewInstance = z.output<typeof newInstance>;
export type InstanceChanges = z.output<typeof instanceChanges>;
export type InstanceCredential = z.output<typeof credential>;
