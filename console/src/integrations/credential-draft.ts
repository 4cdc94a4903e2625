import type { CredentialKind, InstanceDraft } from "./instance-draft.ts";

type Problems = readonly (readonly [keyof InstanceDraft, string | undefined])[];

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const asId =
  "This is the secret's id, not its value. Copy the column Value, shown right after the secret was made.";

/** The kinds, as people call them. */
export const credentialKinds: ReadonlyMap<CredentialKind, string> = new Map([
  ["secret", "a client secret"],
  ["certificate", "a certificate"],
  ["managedIdentity", "this machine's managed identity"],
]);

/** Whether what is secret was entered, rather than left as it is. */
export function isEntered({
  credentialKind,
  secret,
  certificate,
  privateKey,
}: InstanceDraft): boolean {
  if (credentialKind === "secret") return secret.trim() !== "";
  return credentialKind === "certificate" && (certificate + privateKey).trim() !== "";
}

/** What is wrong with the secret of a form. `kept` is the kind of the one that there is already. */
export function secretProblems(draft: InstanceDraft, kept: string | undefined): Problems {
  const { credentialKind, secret, certificate, privateKey } = draft;
  if (credentialKind === kept && !isEntered(draft)) return [];
  if (credentialKind === "managedIdentity") return [];
  if (credentialKind === "secret") return [["secret", secretProblem(secret.trim())]];
  return [
    ["certificate", certificate.includes("BEGIN CERTIFICATE") ? undefined : pem("certificate")],
    ["privateKey", privateKey.includes("PRIVATE KEY") ? undefined : pem("private key")],
  ];
}

function secretProblem(secret: string): string | undefined {
  if (secret === "") return "Paste the client secret's value.";
  return guid.test(secret) ? asId : undefined;
}

function pem(what: string): string {
  return `Paste the ${what} in PEM: it begins with -----BEGIN.`;
}

/** The secret as the API takes it. */
export function credentialOf(draft: InstanceDraft): object {
  const { credentialKind: kind, secret, certificate, privateKey, clientId } = draft;
  if (kind === "secret") return { kind, secret };
  if (kind === "certificate") return { kind, certificate, privateKey };
  return clientId.trim() === "" ? { kind } : { kind, clientId: clientId.trim() };
}
