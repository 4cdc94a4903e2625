import type { Json, JsonObject } from "../base/json.ts";
import { Failure } from "../base/failure.ts";
import { type Call, isCollection } from "./call.ts";
import { nextPath, pageOf, type Reading } from "./collection.ts";
import { listEach } from "./each.ts";
import type { GroupMember, GroupMembers } from "./group.ts";
import { BrokenWalk } from "./incomplete-walk.ts";
import { arrayOf, isObject } from "./json-object.ts";
import type { Listing, Page } from "./page.ts";
import type { RecordReader } from "./record.ts";
import { PermissionMissing } from "./refusal.ts";
import { retryAfterMs } from "./retry.ts";

/** Graph's most for one `$batch`. */
const batchOf = 20;
const batchesAtOnce = 4;
const attempts = 8;
const restarts = 5;

const query = "$select=id,displayName,mail,userPrincipalName&$top=999";

/**
 * The direct members of each of these groups, 20 groups a request. A group that vanished has none; one whose
 * membership is hidden from the app is named as unread.
 */
export function listGroupMembers(
  reading: Reading,
  groupIds: readonly string[],
): Listing<GroupMembers> {
  const batches: (readonly string[])[] = [];
  for (let from = 0; from < groupIds.length; from += batchOf) {
    batches.push(groupIds.slice(from, from + batchOf));
  }
  return listEach({
    collection: "group members",
    inputs: batches,
    width: batchesAtOnce,
    key: (group) => group.groupId,
    read: (ids, signal) => readBatch(reading, ids, signal),
  });
}

/** What Graph said about one group within a batch. */
interface SubAnswer {
  readonly status: number;
  readonly body: JsonObject | null;
  /** What it said to wait, `null` where it said nothing. */
  readonly retryAfterMs: number | null;
}

interface Batch {
  readonly reading: Reading;
  readonly signal: AbortSignal | undefined;
  readonly pages: Page<GroupMembers>[];
}

const silence: SubAnswer = { status: 503, body: null, retryAfterMs: null };

async function readBatch(
  reading: Reading,
  groupIds: readonly string[],
  signal?: AbortSignal,
): Promise<Page<GroupMembers>> {
  const batch: Batch = { reading, signal, pages: [] };
  let open = groupIds;
  for (let attempt = 1; open.length > 0; attempt += 1) {
    const answers = await ask(batch, open);
    const statuses = open.map((groupId) => (answers.get(groupId) ?? silence).status);
    refuse(statuses, attempt);
    for (const groupId of open) {
      await settle(batch, groupId, answers.get(groupId) ?? silence);
    }
    open = open.filter((groupId) => isPassing((answers.get(groupId) ?? silence).status));
    if (open.length > 0) {
      await wait(batch, [...answers.values()], attempt);
    }
  }
  return {
    items: batch.pages.flatMap((page) => page.items),
    rejected: batch.pages.reduce((sum, page) => sum + page.rejected, 0),
    unread: batch.pages.flatMap((page) => page.unread ?? []),
  };
}

async function ask(
  { reading, signal }: Batch,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, SubAnswer>> {
  const requests = groupIds.map((id) => ({
    id,
    method: "GET",
    url: pathOf(id).slice("/v1.0".length),
  }));
  const body = await reading.http.json(
    {
      api: "graph",
      family: "graph",
      path: "/v1.0/$batch",
      what: "group members",
      permission: "Directory.Read.All",
      cost: 2 * groupIds.length,
      post: { requests },
      isSound: (answer) => Array.isArray(answer["responses"]),
    },
    signal,
  );
  return new Map(arrayOf(body["responses"]).flatMap(subAnswerOf));
}

function subAnswerOf(response: Json): readonly (readonly [string, SubAnswer])[] {
  if (!isObject(response) || typeof response["id"] !== "string") {
    return [];
  }
  const { status, body, headers } = response;
  const answer: SubAnswer = {
    status: typeof status === "number" ? status : Number(status),
    body: isObject(body) ? body : null,
    retryAfterMs: isObject(headers) ? retryAfterIn(headers) : null,
  };
  return [[response["id"], answer]];
}

/** Header names within a batch keep the case they were written in. */
function retryAfterIn(headers: JsonObject): number | null {
  const [, value] =
    Object.entries(headers).find(([name]) => name.toLowerCase() === "retry-after") ?? [];
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" ? retryAfterMs(text, 0) : null;
}

/** Answers that the same question may change. */
function isPassing(status: number): boolean {
  return status === 401 || status === 408 || status === 429 || !(status < 500);
}

function refuse(statuses: readonly number[], attempt: number): void {
  if (statuses.length > 1 && statuses.every((status) => status === 403)) {
    throw new PermissionMissing(
      "Cannot read group members: the app registration lacks Directory.Read.All (Microsoft Graph). " +
        "Grant it and consent.",
      { api: "graph", permission: "Directory.Read.All", required: [], present: [] },
    );
  }
  if (attempt >= attempts && statuses.some(isPassing)) {
    throw new Failure(
      `Cannot read group members: Graph failed for ${statuses.filter(isPassing).length} groups, ` +
        `${attempts} times. Try again later.`,
      { code: "provider_unavailable", retryable: true },
    );
  }
}

/** Waits for the longest time that any group's answer asked for. */
async function wait({ reading, signal }: Batch, answers: readonly SubAnswer[], attempt: number) {
  const passing = answers.filter((answer) => isPassing(answer.status));
  const afterMs = Math.max(0, ...passing.map((answer) => answer.retryAfterMs ?? 0));
  if (passing.some((answer) => answer.status === 429)) {
    reading.http.throttled("graph", afterMs);
  }
  await reading.http.pause({ attempt, afterMs }, signal);
}

/** Takes a group's final answer, following its further pages. */
async function settle(batch: Batch, groupId: string, answer: SubAnswer): Promise<void> {
  if (isPassing(answer.status)) {
    return;
  }
  if (answer.status === 200 && answer.body !== null && isCollection(answer.body)) {
    batch.pages.push(await restarting(batch, groupId, answer.body));
    return;
  }
  batch.pages.push(withoutMembers(groupId, answer.status));
}

function withoutMembers(groupId: string, status: number): Page<GroupMembers> {
  if (status === 404) {
    return { items: [{ groupId, members: [] }], rejected: 0 };
  }
  const why =
    status === 403 ? "membership hidden from the app: Member.Read.Hidden" : `HTTP ${status}`;
  return { items: [], rejected: 0, unread: [`group ${groupId} (${why})`] };
}

/** A page token that expired within a large group: only that group is read again. */
async function restarting(
  batch: Batch,
  groupId: string,
  first: JsonObject,
): Promise<Page<GroupMembers>> {
  let body: JsonObject | null = first;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await readMembers(batch, groupId, body);
    } catch (error) {
      const code = error instanceof Failure ? error.code : "";
      if (code === "not_found" || code === "permission_missing") {
        return withoutMembers(groupId, code === "not_found" ? 404 : 403);
      }
      if (code !== "page_token_expired" || attempt >= restarts) {
        throw error;
      }
      body = null;
    }
  }
}

async function readMembers(
  { reading, signal }: Batch,
  groupId: string,
  first: JsonObject | null,
): Promise<Page<GroupMembers>> {
  const call: Call = {
    api: "graph",
    family: "graph",
    path: pathOf(groupId),
    what: "group members",
    permission: "Directory.Read.All",
    cost: 2,
    isSound: isCollection,
  };
  const members = new Map<string, GroupMember>();
  const asked = new Set<string>();
  let rejected = 0;
  let body = first ?? (await reading.http.json(call, signal));
  for (;;) {
    const page = pageOf(reading, { call, key: null, parse: memberOf }, body);
    page.items.forEach((member) => members.set(member.id, member));
    rejected += page.rejected;
    const path = nextPath(call, body);
    if (path === null) {
      return { items: [{ groupId, members: [...members.values()] }], rejected };
    }
    if (asked.has(path)) {
      throw new BrokenWalk(
        "page_loop",
        `the pages of group ${groupId} link back to an earlier one.`,
      );
    }
    asked.add(path);
    body = await reading.http.json({ ...call, path }, signal);
  }
}

function pathOf(groupId: string): string {
  return `/v1.0/groups/${encodeURIComponent(groupId)}/members?${query}`;
}

const kinds: ReadonlyMap<string, GroupMember["kind"]> = new Map([
  ["#microsoft.graph.user", "user"],
  ["#microsoft.graph.group", "group"],
  ["#microsoft.graph.device", "device"],
  ["#microsoft.graph.serviceprincipal", "servicePrincipal"],
  ["#microsoft.graph.orgcontact", "contact"],
]);

function memberOf(record: RecordReader): GroupMember | null {
  const id = record.text("id");
  if (id === null) {
    return null;
  }
  return {
    id,
    kind: kinds.get(record.text("@odata.type")?.toLowerCase() ?? "") ?? "other",
    displayName: record.text("displayName"),
    mail: record.text("mail"),
    userPrincipalName: record.text("userPrincipalName"),
    raw: record.raw,
  };
}
