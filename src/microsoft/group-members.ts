import type { Json, JsonObject } from "../base/json.ts";
import { Failure } from "../base/failure.ts";
import { type Call, isCollection } from "./call.ts";
import { linkedBodies, pageOf, type Reading } from "./collection.ts";
import { listEach } from "./each.ts";
import { type GroupAnswer, type GroupMember, memberKindOf, type UnreadGroup } from "./group.ts";
import { arrayOf, isObject } from "./json-object.ts";
import type { Listing, Page } from "./page.ts";
import type { RecordReader } from "./record.ts";
import { PermissionMissing } from "./refusal.ts";

/** Graph's most for one `$batch`. */
const batchOf = 20;
const batchesAtOnce = 4;
const restarts = 5;
/** So many groups in a row that Graph failed for: not these groups, but Graph is in trouble. */
const mostFailuresInARow = 100;

const query = "$select=id,displayName,mail,userPrincipalName&$top=999";

/**
 * The direct members of each of these groups, 20 groups a request. A group that vanished has none; those that could
 * not be read come last. Throws `permission_missing` when every group was refused, unless they `areSome` of many: those
 * that hide their members.
 */
export function listGroupMembers(
  reading: Reading,
  groupIds: readonly string[],
  { areSome = false }: { readonly areSome?: boolean } = {},
): Listing<GroupAnswer> {
  const batches: (readonly string[])[] = [];
  for (let from = 0; from < groupIds.length; from += batchOf) {
    batches.push(groupIds.slice(from, from + batchOf));
  }
  const listing = listEach({
    collection: "group members",
    inputs: batches,
    width: batchesAtOnce,
    key: (group: GroupAnswer) => group.groupId,
    read: (ids, signal) => readBatch(reading, ids, signal),
  });
  return { ...listing, pages: (signal) => unreadLast(listing.pages(signal), areSome) };
}

async function* unreadLast(
  pages: AsyncIterable<Page<GroupAnswer>>,
  areSome: boolean,
): AsyncGenerator<Page<GroupAnswer>> {
  const unread: UnreadGroup[] = [];
  let read = 0;
  let failures = 0;
  for await (const page of pages) {
    const members = page.items.filter((group) => group.kind === "members");
    const others = page.items.filter((group) => group.kind === "unread");
    unread.push(...others);
    read += members.length;
    failures = members.length > 0 ? 0 : failures + others.filter((group) => !group.refused).length;
    if (failures >= mostFailuresInARow) {
      throw graphFails(failures);
    }
    yield { ...page, items: members };
  }
  if (!areSome && read === 0 && unread.length > 1 && unread.every((group) => group.refused)) {
    throw permissionMissing();
  }
  if (unread.length > 0) {
    yield { items: unread, rejected: 0 };
  }
}

function graphFails(groups: number): Failure {
  return new Failure(
    `Cannot read group members: Graph failed for ${groups} groups in a row. Try again later.`,
    { code: "provider_unavailable", retryable: true },
  );
}

function permissionMissing(): PermissionMissing {
  return new PermissionMissing(
    "Cannot read group members: the app registration lacks Directory.Read.All (Microsoft Graph). " +
      "Grant it and consent.",
    { api: "graph", permission: "Directory.Read.All", required: [], present: [] },
  );
}

/** What Graph said about one group within a batch. */
interface SubAnswer {
  readonly groupId: string;
  readonly status: number;
  readonly body: JsonObject | null;
  readonly retryAfter: string | undefined;
}

interface Batch {
  readonly reading: Reading;
  readonly signal: AbortSignal | undefined;
}

async function readBatch(
  reading: Reading,
  groupIds: readonly string[],
  signal?: AbortSignal,
): Promise<Page<GroupAnswer>> {
  const batch: Batch = { reading, signal };
  const retry = reading.http.partRetry("graph");
  const pages: Page<GroupAnswer>[] = [];
  for (let open = groupIds; open.length > 0;) {
    const answers = await ask(batch, open);
    const late = answers.filter(isPassing);
    const again = new Set(await retry.again(late, signal));
    for (const answer of answers.filter((one) => !again.has(one))) {
      pages.push(await settled(batch, answer));
    }
    open = [...again].map(({ groupId }) => groupId);
  }
  return {
    items: pages.flatMap((page) => page.items),
    rejected: pages.reduce((sum, page) => sum + page.rejected, 0),
  };
}

/** One answer for each group; Graph's silence about one counts as 503. */
async function ask(
  { reading, signal }: Batch,
  groupIds: readonly string[],
): Promise<readonly SubAnswer[]> {
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
  const answers = new Map(
    arrayOf(body["responses"])
      .flatMap(subAnswerOf)
      .map((answer) => [answer.groupId, answer]),
  );
  return groupIds.map(
    (groupId) =>
      answers.get(groupId) ?? { groupId, status: 503, body: null, retryAfter: undefined },
  );
}

function subAnswerOf(response: Json): readonly SubAnswer[] {
  if (!isObject(response) || typeof response["id"] !== "string") {
    return [];
  }
  const { id, status, body, headers } = response;
  return [
    {
      groupId: id,
      status: typeof status === "number" ? status : Number(status),
      body: isObject(body) ? body : null,
      retryAfter: isObject(headers) ? retryAfterIn(headers) : undefined,
    },
  ];
}

/** Header names within a batch keep the case they were written in. */
function retryAfterIn(headers: JsonObject): string | undefined {
  const [, value] =
    Object.entries(headers).find(([name]) => name.toLowerCase() === "retry-after") ?? [];
  return typeof value === "number" || typeof value === "string" ? String(value) : undefined;
}

/** Answers that the same question may change. */
function isPassing({ status, body }: SubAnswer): boolean {
  const isBroken = status === 200 && (body === null || !isCollection(body));
  return isBroken || status === 401 || status === 408 || status === 429 || !(status < 500);
}

/** What a group's last answer tells, with its further pages. */
async function settled(batch: Batch, answer: SubAnswer): Promise<Page<GroupAnswer>> {
  const { groupId, status, body } = answer;
  if (status === 200 && body !== null && isCollection(body)) {
    return restarting(batch, groupId, body);
  }
  if (status === 404) {
    return vanished(groupId);
  }
  return status === 403 ? hidden(groupId) : failed(groupId, `HTTP ${status}`);
}

function vanished(groupId: string): Page<GroupAnswer> {
  return { items: [{ kind: "members", groupId, members: [] }], rejected: 0 };
}

function hidden(groupId: string): Page<GroupAnswer> {
  const why = "membership hidden from the app: Member.Read.Hidden";
  return { items: [{ kind: "unread", groupId, refused: true, why }], rejected: 0 };
}

function failed(groupId: string, why: string): Page<GroupAnswer> {
  return { items: [{ kind: "unread", groupId, refused: false, why }], rejected: 0 };
}

/** A page token that expired within a large group: only that group is read again. */
async function restarting(
  batch: Batch,
  groupId: string,
  first: JsonObject,
): Promise<Page<GroupAnswer>> {
  let body: JsonObject | null = first;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await readMembers(batch, groupId, body);
    } catch (error) {
      if (!(error instanceof Failure)) {
        throw error;
      }
      if (error.code !== "page_token_expired" || attempt >= restarts) {
        return afterFailure(groupId, error);
      }
      body = null;
    }
  }
}

function afterFailure(groupId: string, failure: Failure): Page<GroupAnswer> {
  switch (failure.code) {
    case "not_found":
      return vanished(groupId);
    case "permission_missing":
      return hidden(groupId);
    default:
      return failed(groupId, failure.message);
  }
}

async function readMembers(
  { reading, signal }: Batch,
  groupId: string,
  first: JsonObject | null,
): Promise<Page<GroupAnswer>> {
  const call: Call = {
    api: "graph",
    family: "graph",
    path: pathOf(groupId),
    what: "group members",
    permission: "Directory.Read.All",
    cost: 2,
  };
  const members = new Map<string, GroupMember>();
  let rejected = 0;
  for await (const body of linkedBodies(reading, call, { first, signal })) {
    const page = pageOf(reading, { call, key: null, parse: memberOf }, body);
    page.items.forEach((member) => members.set(member.id, member));
    rejected += page.rejected;
  }
  return { items: [{ kind: "members", groupId, members: [...members.values()] }], rejected };
}

function pathOf(groupId: string): string {
  return `/v1.0/groups/${encodeURIComponent(groupId)}/members?${query}`;
}

function memberOf(record: RecordReader): GroupMember | null {
  const id = record.text("id");
  if (id === null) {
    return null;
  }
  return {
    id,
    kind: memberKindOf(record),
    displayName: record.text("displayName"),
    mail: record.text("mail"),
    userPrincipalName: record.text("userPrincipalName"),
    raw: record.raw,
  };
}
