import { secretProblems } from "./credential-draft.ts";
import type { InstanceDraft } from "./instance-draft.ts";
import { readTags } from "./tag-lines.ts";

/** What is wrong with a form, by field, in the order of the fields; empty when it can be sent. */
export type DraftProblems = ReadonlyMap<keyof InstanceDraft, string>;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is wrong with a form. `kept` is the kind of the secret that there is already, which need not be entered again. */
export function problemsOf(draft: InstanceDraft, kept?: string): DraftProblems {
  const found: readonly (readonly [keyof InstanceDraft, string | undefined])[] = [
    ["accountName", draft.accountName.trim() === "" ? nameless : undefined],
    ["tenantId", guid.test(draft.tenantId.trim()) ? undefined : noTenant],
    ["clientId", clientProblem(draft)],
    ...secretProblems(draft, kept),
    ["sources", draft.sources.length === 0 ? "Switch on at least one data source." : undefined],
    ["tags", readTags(draft.tags).problem],
    ["rateFactor", Number(draft.rateFactor) > 0 ? undefined : "This is no number above 0."],
  ];
  return new Map(
    found.filter((one): one is readonly [keyof InstanceDraft, string] => one[1] !== undefined),
  );
}

const nameless = "Name the Defender account: every entity carries the name.";
const noTenant = "This is no directory (tenant) id: copy it from the app's overview.";
const noClient = "This is no application (client) id: copy it from the app's overview.";

function clientProblem({ credentialKind, clientId }: InstanceDraft): string | undefined {
  const given = clientId.trim();
  const mayBeAbsent = credentialKind === "managedIdentity" && given === "";
  return mayBeAbsent || guid.test(given) ? undefined : noClient;
}
