import type { Account } from "./identity-account.ts";
import type { Candidate, Directory } from "./identity-directory.ts";
import { type IdentityMethod, identityMethods } from "./identity-methods.ts";
import type { Learnt } from "./identity-learnt.ts";
import { objectIdOfSid } from "./sid.ts";

/** One account, and everything that may tell whose it is. */
export interface Question {
  readonly account: Account;
  readonly directory: Directory;
  /** What alerts say of the account. */
  readonly learnt: Learnt;
  /** The users who are registered owners of machines where the account logs on, each with one such machine. */
  readonly owners: () => ReadonlyMap<string, string>;
}

/** A user who may be behind an account, and why. */
export interface Match {
  /** `_key` of the user. */
  readonly user: string;
  readonly by: IdentityMethod;
  readonly evidence: readonly string[];
}

/** One way to tell; it answers when it finds exactly one user. */
export type Level = (question: Question) => readonly Match[];

/** An alert's evidence names the account together with the object id of its user. */
function byAlert({ learnt, directory }: Question): readonly Match[] {
  return Object.entries(learnt.objectIds).flatMap(([objectId, alert]) =>
    directory.withId(objectId).map(({ key }) => ({
      user: key,
      by: identityMethods.alertEvidence,
      evidence: [`object id ${objectId}`, alert],
    })),
  );
}

function bySid({ account: { sid }, learnt, directory }: Question): readonly Match[] {
  if (sid !== null) return matchesOfSid(sid, directory, []);
  return Object.entries(learnt.sids).flatMap(([told, alert]) =>
    matchesOfSid(told, directory, [alert]),
  );
}

function matchesOfSid(
  sid: string,
  directory: Directory,
  source: readonly string[],
): readonly Match[] {
  const evidence = [`SID ${sid.toUpperCase()}`, ...source];
  const objectId = objectIdOfSid(sid);
  if (objectId === null) {
    const by = identityMethods.onPremisesSid;
    return directory.withSid(sid).map(({ key }) => ({ user: key, by, evidence }));
  }
  return directory
    .withId(objectId)
    .map(({ key }) => ({ user: key, by: identityMethods.cloudSid, evidence }));
}

function byPrincipal({ account, directory, learnt }: Question): readonly Match[] {
  const users = new Set([
    ...directory.withPrincipal(account.name),
    ...directory.withPrincipal(account.id),
    ...Object.keys(learnt.principals).flatMap((name) => directory.withPrincipal(name)),
  ]);
  return [...users].map(({ key, userPrincipalName }) => ({
    user: key,
    by: identityMethods.upn,
    evidence: [`user principal name ${userPrincipalName}`],
  }));
}

/** Whether an account's domain, mostly a NetBIOS name, is the user's DNS domain. */
function isSameDomain(domain: string, user: Candidate, directory: Directory): boolean {
  if (domain === "" || user.domain === null) return false;
  const [firstLabel] = user.domain.split(".");
  if (domain === firstLabel || domain === user.domain) return true;
  return directory.domainsOf(domain)?.has(user.domain) === true;
}

function bySamAndDomain({ account, directory }: Question): readonly Match[] {
  const users = directory
    .withSam(account.name)
    .filter((user) => isSameDomain(account.domain, user, directory));
  return users.map(({ key, domain }) => ({
    user: key,
    by: identityMethods.samAndDomain,
    evidence: [`SAM account name ${account.name}`, `domain ${account.domain} is ${domain}`],
  }));
}

/** A domain that groups tell is another one speaks against the user; `bySamAndDomain` would have found it. */
function byUniqueSam({ account, directory }: Question): readonly Match[] {
  if (account.kind !== "domain" || directory.domainsOf(account.domain) !== undefined) return [];
  return directory.withSam(account.name).map(({ key }) => ({
    user: key,
    by: identityMethods.uniqueSam,
    evidence: [`SAM account name ${account.name}, which one user of the tenant has`],
  }));
}

/** Windows cuts the name that it makes of a display name at this length. */
const windowsNameLength = 20;

function plain(name: string): string {
  return name.normalize("NFC").replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** The local names that Windows may have derived from what the user is called; letters and digits only. */
function windowsNames({ displayName, mailNickname, localPart }: Candidate): readonly string[] {
  const whole = displayName ?? "";
  const spaceless = whole.replaceAll(" ", "").slice(0, windowsNameLength);
  const called = [whole, spaceless, mailNickname ?? "", localPart ?? ""].map(plain);
  return [...called, plain(whole).slice(0, windowsNameLength)];
}

function byOwnedMachine({ account, directory, owners }: Question): readonly Match[] {
  const name = plain(account.name);
  if (name === "") return [];
  const matches: Match[] = [];
  for (const [key, machine] of owners()) {
    const user = directory.user(key);
    if (user === undefined || !windowsNames(user).includes(name)) continue;
    const evidence = [`name ${account.name}`, `registered owner of ${machine}`];
    matches.push({ user: key, by: identityMethods.ownerCorroboratedName, evidence });
  }
  return matches;
}

/** The ways to tell, the surest first; one that finds several users leaves the question to the next. */
export const identityLevels: readonly Level[] = [
  byAlert,
  bySid,
  byPrincipal,
  bySamAndDomain,
  byUniqueSam,
  byOwnedMachine,
];
