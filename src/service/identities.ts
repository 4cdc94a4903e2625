import type { EpochMs } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import { type IdentityLink, listIdentityLinks } from "../store/identity-links.ts";
import { type Instance, listInstances } from "../store/instance.ts";
import { type KnownPeople, readKnownPeople } from "../sync/people.ts";
import { type AnswerRow, askInstance, cellText } from "./ask-instance.ts";
import type { DeskParts } from "./desk-parts.ts";

/**
 * What is known of an account's user. `by_hand`: a person linked it. `nobody`: a person said that it is nobody's.
 * `ambiguous`: several users fit. `unmatched`: none does.
 */
export const identityStatuses = ["linked", "by_hand", "ambiguous", "unmatched", "nobody"] as const;

/** One of them. */
type IdentityStatus = (typeof identityStatuses)[number];

/** A directory user, for a person to recognize. */
interface IdentityUser {
  readonly key: string;
  readonly displayName: string;
  readonly email: string | null;
}

/** An account that logs on, with whose it is. */
export interface IdentityAccount {
  readonly tenantId: string;
  readonly key: string;
  /** `domain\user`. */
  readonly id: string;
  /** `domain` or `cloud`; others only where a person linked them. */
  readonly kind: string;
  readonly status: IdentityStatus;
  readonly user: IdentityUser | null;
  /** How it is known; `null` unless linked. */
  readonly method: string | null;
  readonly confidence: number | null;
  readonly evidence: readonly string[];
  /** Those who fit, where several do, or who was linked and is gone. */
  readonly candidates: readonly IdentityUser[];
  /** What a person said of it. */
  readonly note: string | null;
  /** What a person said is not in the graph yet: a run that brings it is queued, or failed and the next one does. */
  readonly isPending: boolean;
}

/** What one tenant's last run found out about its employees. */
export interface EmployeeFindings {
  readonly tenantId: string;
  readonly run: number | null;
  readonly at: EpochMs | null;
  /** How many directory users stand for nobody, by rule. */
  readonly notEmployees: Readonly<Record<string, number>>;
  readonly roster: KnownPeople["roster"];
}

/** Which accounts to tell of. */
export interface IdentitiesInput {
  readonly status?: IdentityStatus | undefined;
  /** A part of the account's id, or of the user's name or mail; without case. */
  readonly search?: string | undefined;
  readonly tenantId?: string | undefined;
  /** Only this instance's accounts; all when absent. */
  readonly instanceId?: number | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** The accounts that were asked for, and what all of them are. */
export interface IdentityReport {
  readonly counts: Readonly<Record<IdentityStatus, number>>;
  /** How many accounts fit what was asked for. */
  readonly total: number;
  readonly accounts: readonly IdentityAccount[];
  readonly employees: readonly EmployeeFindings[];
}

const accountsQuery = `FIND microsoft_defender_logon_user AS a
  RETURN a._key AS key, a.id AS id, a.accountKind AS kind`;
const usersQuery = `FIND microsoft_defender_user AS u
  RETURN u._key AS key, u.displayName AS name, u.email AS email`;
const edgesQuery = `FIND microsoft_defender_logon_user AS a THAT IS AS e microsoft_defender_user AS u
  RETURN a._key AS account, u._key AS user, e.method AS method, e.confidence AS confidence, e.evidence AS evidence`;

interface Known {
  readonly instance: Instance;
  readonly edges: ReadonlyMap<string, AnswerRow>;
  readonly links: ReadonlyMap<string, IdentityLink>;
  readonly candidates: ReadonlyMap<string, readonly string[]>;
  user(key: string): IdentityUser;
}

async function knownOf(
  parts: DeskParts,
  instance: Instance,
  people: KnownPeople | null,
): Promise<Known> {
  const instanceId = instance.id;
  const edges = await askInstance(parts, { instanceId, text: edgesQuery });
  const users = await askInstance(parts, { instanceId, text: usersQuery });
  const links = await listIdentityLinks(parts.database, instanceId);
  const byKey = new Map(users.map((row) => [cellText(row, "key"), row]));
  return {
    instance,
    edges: new Map(edges.map((row) => [cellText(row, "account"), row])),
    links: new Map(links.map((link) => [link.accountKey, link])),
    candidates: new Map(people?.unresolved.map(({ key, candidates }) => [key, candidates])),
    user(key) {
      const row = byKey.get(key);
      if (row === undefined) return { key, displayName: key, email: null };
      return { key, displayName: cellText(row, "name"), email: cellText(row, "email") || null };
    },
  };
}

function numberIn(row: AnswerRow | undefined, name: string): number | null {
  const cell = row?.[name];
  return typeof cell === "number" ? cell : null;
}

function textsIn(row: AnswerRow | undefined, name: string): readonly string[] {
  const cell = row?.[name];
  return Array.isArray(cell) ? cell.map(String) : [];
}

/** A person's word counts at once, also where the graph does not show it yet. */
function statusOf(
  link: IdentityLink | undefined,
  edge: AnswerRow | undefined,
  candidates: readonly string[],
): IdentityStatus {
  if (link !== undefined) return link.userKey === null ? "nobody" : "by_hand";
  if (edge !== undefined) return "linked";
  return candidates.length > 0 ? "ambiguous" : "unmatched";
}

/** How the graph knows it. */
function knownBy(
  edge: AnswerRow | undefined,
): Pick<IdentityAccount, "confidence" | "evidence" | "method"> {
  return {
    method: edge === undefined ? null : cellText(edge, "method"),
    confidence: numberIn(edge, "confidence"),
    evidence: textsIn(edge, "evidence"),
  };
}

function isAsked(kind: string): boolean {
  return kind === "domain" || kind === "cloud";
}

function accountOf(row: AnswerRow, known: Known): IdentityAccount | null {
  const [key, kind] = [cellText(row, "key"), cellText(row, "kind")];
  const [edge, link] = [known.edges.get(key), known.links.get(key)];
  if (!isAsked(kind) && link === undefined) return null;
  const shown = edge === undefined ? null : cellText(edge, "user");
  const userKey = link === undefined ? shown : link.userKey;
  const isPending = userKey !== shown;
  const candidates = known.candidates.get(key) ?? [];
  return {
    tenantId: known.instance.tenantId,
    key,
    id: cellText(row, "id"),
    kind,
    status: statusOf(link, edge, candidates),
    user: userKey === null ? null : known.user(userKey),
    ...knownBy(isPending ? undefined : edge),
    candidates: candidates.map((candidate) => known.user(candidate)),
    note: link?.note ?? null,
    isPending,
  };
}

function fits(account: IdentityAccount, { status, search }: IdentitiesInput): boolean {
  if (status !== undefined && account.status !== status) return false;
  if (search === undefined) return true;
  const { id, user, candidates } = account;
  const people = user === null ? candidates : [user, ...candidates];
  const texts = [id, ...people.flatMap(({ displayName, email }) => [displayName, email ?? ""])];
  return texts.some((text) => text.toLowerCase().includes(search.toLowerCase()));
}

function findingsOf({ tenantId }: Instance, people: KnownPeople | null): EmployeeFindings {
  const notEmployees: Record<string, number> = {};
  for (const { rule } of people?.notEmployees ?? [])
    notEmployees[rule] = (notEmployees[rule] ?? 0) + 1;
  const { run = null, at = null, roster = null } = people ?? {};
  return { tenantId, run, at, notEmployees, roster };
}

async function instancesOf(
  { database }: DeskParts,
  { tenantId, instanceId }: IdentitiesInput,
): Promise<readonly Instance[]> {
  const instances = (await listInstances(database)).filter(
    ({ id }) => instanceId === undefined || id === instanceId,
  );
  if (tenantId === undefined) return instances;
  const wanted = instances.filter((one) => one.tenantId === tenantId.toLowerCase());
  if (wanted.length > 0) return wanted;
  const known = instances.map((one) => one.tenantId).join(", ");
  const message = `There is no tenant ${JSON.stringify(tenantId)} in the graph. There are: ${known}.`;
  throw new Failure(message, { code: "not_found", retryable: false });
}

/** Whose the accounts are that log on, and what became of the roster. */
export async function identitiesOf(
  parts: DeskParts,
  input: IdentitiesInput,
): Promise<IdentityReport> {
  const counts = { linked: 0, by_hand: 0, ambiguous: 0, unmatched: 0, nobody: 0 };
  const found: IdentityAccount[] = [];
  const employees: EmployeeFindings[] = [];
  for (const instance of await instancesOf(parts, input)) {
    const people = await readKnownPeople(parts.database, instance.id);
    employees.push(findingsOf(instance, people));
    const known = await knownOf(parts, instance, people);
    const rows = await askInstance(parts, { instanceId: instance.id, text: accountsQuery });
    for (const account of rows.flatMap((row) => accountOf(row, known) ?? [])) {
      counts[account.status]++;
      if (fits(account, input)) found.push(account);
    }
  }
  found.sort((one, other) => (one.id < other.id ? -1 : 1));
  const from = input.offset ?? 0;
  const accounts = found.slice(from, from + (input.limit ?? 100));
  return { counts, total: found.length, accounts, employees };
}
