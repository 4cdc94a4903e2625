import { z } from "zod";
import type { PublishInput } from "./publish-jupiterone.ts";
import { isPublishable } from "./publishable.ts";

const name = z.string().trim().min(1).max(200);

/** Where JupiterOne is, and whose graph it is there; as every door takes it. */
export const destination = {
  apiUrl: z
    .string()
    .max(500)
    .default("https://api.us.jupiterone.io")
    .refine(isPublishable, { message: "is no https address" })
    .meta({ description: "The API's address; http only on this machine" }),
  account: name.meta({ description: "The id of the JupiterOne account" }),
  integrationInstanceId: name
    .optional()
    .meta({ description: "Of a custom integration there; either this or scope" }),
  scope: name
    .optional()
    .meta({ description: "A scope of its own there; either this or integrationInstanceId" }),
};

/** Whether exactly one thing says whose graph it is there. */
export function saysWhose({
  integrationInstanceId,
  scope,
}: {
  readonly integrationInstanceId?: string | undefined;
  readonly scope?: string | undefined;
}): boolean {
  return (integrationInstanceId === undefined) !== (scope === undefined);
}

/** What is wrong where none does, or both do. */
export const whose = {
  message: "either integrationInstanceId or scope says whose graph it is there",
};

/** The API key of the account. */
export const apiKey = z.string().trim().min(1).max(4_096);

/** What is to be published now, and where to. */
export const publishInput = z
  .strictObject({
    ...destination,
    token: apiKey.meta({ description: "An API key of the account; it is not kept" }),
    instance: z
      .number()
      .int()
      .min(1)
      .max(2_147_483_647)
      .optional()
      .meta({ description: "Whose graph; the only instance when there is one" }),
  })
  .refine(saysWhose, whose)
  .transform(
    ({
      apiUrl,
      instance,
      integrationInstanceId,
      scope = "",
      ...rest
    }): Omit<PublishInput, "progress" | "holding"> => ({
      ...rest,
      apiUrl: new URL(apiUrl),
      instanceId: instance,
      scope:
        integrationInstanceId === undefined
          ? { kind: "scope", name: scope }
          : { kind: "instance", id: integrationInstanceId },
    }),
  );
