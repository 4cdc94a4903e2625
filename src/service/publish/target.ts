import { z } from "zod";
import { Failure } from "../../base/failure.ts";
import {
  dropTarget,
  findTarget,
  type PublicationTarget,
  writeTarget,
} from "../../store/publication-targets.ts";
import { dropSecret, readSecret } from "../../store/secret.ts";
import type { Session } from "../../store/session.ts";
import { idInput } from "../access/user-view.ts";
import { findInstance } from "../instances/find-instance.ts";
import { keepSecret } from "../secrets/secrets.ts";
import { changeVerb, readVerb } from "../verb.ts";
import { apiKey, destination, saysWhose, whose } from "./publish-request.ts";

/** Whose secret the API key is. */
export function keyOwner(instanceId: number): string {
  return `publication:${instanceId}`;
}

const targetView = z.object({
  apiUrl: z.string(),
  account: z.string(),
  integrationInstanceId: z.string().nullable(),
  scope: z.string().nullable(),
  afterRun: z.boolean(),
  /** A publication is wanted as soon as may be. */
  asked: z.boolean(),
});

function viewOf({ apiUrl, account, scopeKind, scope, ...rest }: PublicationTarget) {
  const { afterRun, asked } = rest;
  return {
    apiUrl,
    account,
    integrationInstanceId: scopeKind === "instance" ? scope : null,
    scope: scopeKind === "instance" ? null : scope,
    afterRun,
    asked,
  };
}

/** Where an instance's graph is published to. */
export const publicationsGet = readVerb({
  name: "publications.get",
  summary: "Where an instance's graph is published to; the API key is never shown",
  role: "viewer",
  input: z.strictObject({ id: idInput }),
  output: z.object({ target: targetView.nullable() }),
  async run({ parts }, { id }) {
    await findInstance(parts.database, id);
    const target = await findTarget(parts.database, id);
    return { target: target === null ? null : viewOf(target) };
  },
});

/** Has an instance's graph published. */
export const publicationsSet = changeVerb({
  name: "publications.set",
  summary:
    "Have an instance's graph published to JupiterOne, after each run or when asked; without a key the one from before stays",
  role: "administrator",
  input: z
    .strictObject({
      id: idInput,
      ...destination,
      token: apiKey.optional().meta({ description: "An API key of the account; sealed" }),
      afterRun: z.boolean().default(true),
    })
    .refine(saysWhose, whose),
  output: targetView,
  async run({ parts, session, note }, { id, token, ...wanted }) {
    await findInstance(session, id);
    const { apiUrl, account, integrationInstanceId, scope = "", afterRun } = wanted;
    const target: PublicationTarget = {
      instanceId: id,
      apiUrl,
      account,
      scopeKind: integrationInstanceId === undefined ? "scope" : "instance",
      scope: integrationInstanceId ?? scope,
      afterRun,
      asked: false,
    };
    if (token !== undefined) await keepSecret(parts, session, { owner: keyOwner(id), text: token });
    await refuseWithoutKey(session, id);
    await writeTarget(session, target);
    note({ object: `instance ${id}`, details: { ...wanted, newKey: token !== undefined } });
    return viewOf(target);
  },
});

/** Has an instance's graph published no more. */
export const publicationsDrop = changeVerb({
  name: "publications.drop",
  summary: "Publish an instance's graph no more, and forget the API key; what is there stays there",
  role: "administrator",
  input: z.strictObject({ id: idInput }),
  output: z.object({ dropped: z.number() }),
  async run({ session, note }, { id }) {
    await findInstance(session, id);
    await dropTarget(session, id);
    await dropSecret(session, keyOwner(id));
    note({ object: `instance ${id}` });
    return { dropped: id };
  },
});

async function refuseWithoutKey(session: Session, id: number): Promise<void> {
  if ((await readSecret(session, keyOwner(id))) !== null) return;
  const message = "Cannot have the graph published: there is no API key yet. Give it as token.";
  throw new Failure(message, { code: "request_invalid", retryable: false });
}
