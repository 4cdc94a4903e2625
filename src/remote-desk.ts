import type { ExplainRequest, QueryRequest } from "./http/contract.ts";
import { ask, bytesOf, linesOf, type Remote, type Reply, valueOf } from "./remote-call.ts";
import { databaseReply, explainReply, shapeReply, statusReply } from "./http/reply-schemas.ts";
import {
  entityReply,
  historyReply,
  identitiesReply,
  isChange,
  isCompactReport,
  isExportLine,
  isPublishReport,
  isVerified,
  queryReply,
} from "./remote-reply.ts";
import { workAt } from "./remote-work.ts";
import { performAt } from "./remote-perform.ts";
import { heldBy } from "./server-note.ts";
import { checkQuery } from "./service/check.ts";
import type {
  ChangesInput,
  Desk,
  ExplainAnswer,
  ExplainInput,
  ExportInput,
  ReadingDesk,
} from "./service/desk.ts";
import type { PublishReport } from "./service/publish/publish-jupiterone.ts";
import type { PublishNowInput } from "./service/publish/publish-now.ts";
import type { QueryAnswer, QueryInput } from "./service/service.ts";

/**
 * The verbs over a database that a server holds, asked of that server. It must be stopped for what only the database's owner
 * may do: to read a tenant with settings of one's own, and to change the key.
 */
export function remoteDesk(database: string, remote: Remote): Desk {
  const held = (): Promise<never> => Promise.reject(heldBy(remote.server, database));
  return {
    ...readingDesk(remote),
    publish: (input, signal) => publish(remote, input, signal),
    compact: ({ keepDays, progress }, signal) =>
      workAt(remote, {
        path: "/api/v1/compact",
        body: { keepDays },
        signal,
        progress,
        isReport: isCompactReport,
      }),
    database,
    server: remote.server,
    doorkeeper: null,
    collect: held,
    rotateKey: held,
    worker() {
      throw heldBy(remote.server, database);
    },
    // The server attends to rules and deliveries itself.
    attend: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function readingDesk(remote: Remote): ReadingDesk {
  return {
    query: (input, signal) => query(remote, input, signal),
    check: checkQuery,
    explain: (input, signal) => explain(remote, input, signal),
    shape: async () => valueOf(await get(remote, "/api/v1/shape"), shapeReply),
    async status() {
      const { instances } = await valueOf(await get(remote, "/api/v1/status"), statusReply);
      return instances;
    },
    export: (input, signal) => exportGraph(remote, input, signal),
    changes: (input, signal) => changes(remote, input, signal),
    verify: (signal) => verify(remote, signal),
    perform: (verb, { input }) => performAt(remote, verb, input),
    facts: async () => valueOf(await get(remote, "/api/v1/database"), databaseReply),
    // Whoever watches a server asks it at /metrics.
    figures: () => Promise.resolve([]),
    backup: (signal) => backup(remote, signal),
    identities: async (input) => {
      const reply = await get(remote, `/api/v1/identities${search({ ...input })}`);
      return valueOf(reply, identitiesReply);
    },
    history: async ({ key }) => {
      const reply = await get(remote, `/api/v1/history${search({ object: key })}`);
      return (await valueOf(reply, historyReply)).objects;
    },
    entity: async ({ key, ...rest }) => {
      const reply = await get(remote, `/api/v1/entity${search({ object: key, ...rest })}`);
      return (await valueOf(reply, entityReply)).entities;
    },
  };
}

async function query(
  remote: Remote,
  { text, parameters, asOf, asTree, limit }: QueryInput,
  signal?: AbortSignal,
): Promise<QueryAnswer> {
  const view = asTree === true ? "tree" : undefined;
  const body: QueryRequest = { query: text, parameters, asOf, view, limit };
  const answered = await ask(remote, { path: "/api/v1/query", body, signal });
  if (!answered.ok) return answered;
  return { ok: true, ...(await valueOf(answered.reply, queryReply)) };
}

async function explain(
  remote: Remote,
  { text, parameters, asOf }: ExplainInput,
  signal?: AbortSignal,
): Promise<ExplainAnswer> {
  const body: ExplainRequest = { query: text, parameters, asOf };
  const answered = await ask(remote, { path: "/api/v1/explain", body, signal });
  if (!answered.ok) return answered;
  return { ok: true, explanation: await valueOf(answered.reply, explainReply) };
}

async function* exportGraph(remote: Remote, { asOf }: ExportInput, signal?: AbortSignal) {
  const reply = await get(remote, `/api/v1/export${search({ asOf })}`, signal);
  yield* linesOf(reply, isExportLine);
}

async function* changes(remote: Remote, { key, net, ...rest }: ChangesInput, signal?: AbortSignal) {
  const asked = { ...rest, object: key, net: net === undefined ? undefined : String(net) };
  const reply = await get(remote, `/api/v1/changes${search(asked)}`, signal);
  yield* linesOf(reply, isChange);
}

async function* verify(remote: Remote, signal?: AbortSignal) {
  yield* linesOf(await get(remote, "/api/v1/verify", signal), isVerified);
}

async function* backup(remote: Remote, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const answered = await ask(remote, { path: "/api/v1/backup", body: {}, signal });
  if (answered.ok) yield* bytesOf(answered.reply);
}

function publish(
  remote: Remote,
  { apiUrl, account, token, scope, instanceId, progress }: PublishNowInput,
  signal: AbortSignal,
): Promise<PublishReport> {
  const whose =
    scope.kind === "instance" ? { integrationInstanceId: scope.id } : { scope: scope.name };
  return workAt(remote, {
    path: "/api/v1/publications",
    body: { apiUrl: apiUrl.href, account, token, instance: instanceId, ...whose },
    signal,
    progress: ({ count }) => progress(count),
    isReport: isPublishReport,
  });
}

async function get(remote: Remote, path: string, signal?: AbortSignal): Promise<Reply> {
  const answered = await ask(remote, { path, signal });
  if (answered.ok) return answered.reply;
  throw new TypeError(`The server finds a query wrong at ${path}, which takes none.`);
}

function search(of: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(of).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}
