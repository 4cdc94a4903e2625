import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { replaced } from "./jupiterone-graph.ts";
import { type Objects, type Upload, wrongOf } from "./jupiterone-rules.ts";

/** A synchronization job as the server keeps it. */
interface Job {
  readonly id: string;
  status: string;
  readonly scope: string;
  readonly ignoreDuplicates: boolean;
  readonly uploads: Objects;
  counts: Record<string, number>;
}

/** What the server does to a request before it looks at it. */
interface Fault {
  readonly path: RegExp;
  readonly status: number;
  readonly headers?: Record<string, string>;
  /** Does what was asked all the same, as when only the answer was lost. */
  readonly late?: boolean;
  times: number;
}

/** JupiterOne's synchronization API on this machine, strict. */
export interface FakeJupiterOne {
  readonly url: URL;
  readonly account: string;
  readonly token: string;
  /** What is in the graph, by scope. */
  readonly graphs: Map<string, Objects>;
  readonly faults: Fault[];
  /** Each request that was taken or refused. */
  readonly log: { readonly what: string; readonly status: number; readonly bytes: number }[];
  /** Most bytes of JSON in a request. */
  mostBytes: number;
  /** Counts objects and keeps none, for large graphs. */
  forgetful: boolean;
  close(): Promise<void>;
}

const jobsPath = "/persister/synchronization/jobs";
const following: Readonly<Record<string, string>> = {
  FINALIZE_PENDING: "FINALIZING_ENTITIES",
  FINALIZING_ENTITIES: "FINALIZING_RELATIONSHIPS",
  FINALIZING_RELATIONSHIPS: "FINISHED",
};

interface Said {
  readonly status: number;
  readonly body: object;
}

const refused = (status: number, code: string, message: string): Said => ({
  status,
  body: { error: { code, message } },
});

/** Starts one. */
export async function startJupiterOne(): Promise<FakeJupiterOne> {
  const jobs = new Map<string, Job>();
  const server = createServer((request, response) => {
    void answer(fake, jobs, { request, response });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeJupiterOne = {
    url: new URL(`http://127.0.0.1:${port}`),
    account: "acme",
    token: "an API key of acme",
    graphs: new Map(),
    faults: [],
    log: [],
    mostBytes: 5_000_000,
    forgetful: false,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return fake;
}

async function answer(
  fake: FakeJupiterOne,
  jobs: Map<string, Job>,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const path = request.url ?? "";
  const fault = fake.faults.find((one) => one.times > 0 && one.path.test(path));
  if (fault !== undefined) fault.times--;
  const zipped = request.headers["content-encoding"] === "gzip";
  const bytes = zipped ? gunzipSync(Buffer.concat(chunks)) : Buffer.concat(chunks);
  const done =
    fault === undefined || fault.late === true
      ? handle(fake, jobs, { request, zipped, bytes })
      : refused(fault.status, "", "a fault");
  const said = fault === undefined ? done : refused(fault.status, "", "a fault");
  fake.log.push({ what: `${request.method} ${path}`, status: said.status, bytes: bytes.length });
  response
    .writeHead(said.status, { "content-type": "application/json", ...fault?.headers })
    .end(JSON.stringify(said.body));
}

interface Received {
  readonly request: IncomingMessage;
  readonly zipped: boolean;
  readonly bytes: Buffer;
}

/** Why a request is refused before it is looked at; `null` when it may come in. */
function refusedAtDoor(fake: FakeJupiterOne, { request, zipped }: Received): Said | null {
  const { headers, method, url = "" } = request;
  if (headers.authorization !== `Bearer ${fake.token}`)
    return refused(401, "UNAUTHORIZED", "no such key");
  if (headers["jupiterone-account"] !== fake.account)
    return refused(403, "FORBIDDEN", "not your account");
  if (method === "POST" && headers["content-type"]?.startsWith("application/json") !== true)
    return refused(415, "", "JSON is wanted");
  return zipped && !/\/(entities|relationships)$/.test(url)
    ? refused(400, "", "only uploads may be compressed")
    : null;
}

function handle(fake: FakeJupiterOne, jobs: Map<string, Job>, received: Received): Said {
  const { method, url = "" } = received.request;
  const notLetIn = refusedAtDoor(fake, received);
  if (notLetIn !== null) return notLetIn;
  const body: unknown = received.bytes.length === 0 ? null : JSON.parse(received.bytes.toString());
  if (url === jobsPath && method === "POST") return start(jobs, body);
  const [id, action] = placeOf(url);
  const job = jobs.get(id);
  if (job === undefined) return refused(404, "NOT_FOUND", "no such job");
  if (method === "GET") return look(job);
  return act(fake, job, { action, body, size: received.bytes.length });
}

/** The job that an address names, and what is to be done with it. */
function placeOf(url: string): readonly [string, string] {
  const found = /^\/persister\/synchronization\/jobs\/([^/]+)(?:\/(\w+))?$/.exec(url);
  return [found?.[1] ?? "", found?.[2] ?? ""];
}

function act(
  fake: FakeJupiterOne,
  job: Job,
  { action, body, size }: { action: string; body: unknown; size: number },
): Said {
  if (job.status !== "AWAITING_UPLOADS")
    return refused(400, "JOB_NOT_AWAITING_UPLOADS", `the job is ${job.status}`);
  if (size > fake.mostBytes) return refused(413, "", "too large");
  if (action === "entities" || action === "relationships")
    return upload(fake, job, { kind: action, body });
  return action === "finalize"
    ? finalize(fake, job, body)
    : refused(404, "NOT_FOUND", "no such call");
}

function start(jobs: Map<string, Job>, body: unknown): Said {
  const asked = body as Record<string, unknown>;
  const known = [
    "source",
    "scope",
    "syncMode",
    "integrationInstanceId",
    "integrationJobId",
    "ignoreDuplicates",
  ];
  const odd = Object.keys(asked).find((name) => !known.includes(name));
  if (odd !== undefined) return refused(400, "BAD_REQUEST", `what is ${odd}?`);
  if (asked["syncMode"] !== undefined && asked["syncMode"] !== "DIFF")
    return refused(400, "BAD_REQUEST", "this server knows DIFF only");
  const scope =
    asked["source"] === "api"
      ? asked["scope"]
      : /^integration-(managed|external)$/.test(String(asked["source"]))
        ? asked["integrationInstanceId"]
        : undefined;
  if (typeof scope !== "string") return refused(400, "BAD_REQUEST", "source without its scope");
  const job: Job = {
    id: `job-${jobs.size + 1}`,
    status: "AWAITING_UPLOADS",
    scope,
    ignoreDuplicates: asked["ignoreDuplicates"] === true,
    uploads: { entities: new Map(), relationships: new Map() },
    counts: {},
  };
  jobs.set(job.id, job);
  return { status: 200, body: { job: viewOf(job) } };
}

function viewOf({ id, status, scope, counts }: Job): object {
  return { id, status, scope, done: status === "FINISHED", ...counts };
}

function look(job: Job): Said {
  const next = following[job.status];
  if (next !== undefined) job.status = next;
  return { status: 200, body: { job: viewOf(job) } };
}

function upload(fake: FakeJupiterOne, job: Job, { kind, body }: Upload & { body: unknown }): Said {
  const objects = (body as Record<string, unknown>)[kind];
  if (!Array.isArray(objects) || Object.keys(body as object).length !== 1)
    return refused(400, "BAD_REQUEST", `{"${kind}":[…]} is wanted`);
  for (const object of objects as Record<string, unknown>[]) {
    const wrong = wrongOf(kind, object);
    if (wrong !== null) return refused(400, "BAD_REQUEST", `${String(object["_key"])}: ${wrong}`);
    const key = String(object["_key"]);
    if (job.uploads[kind].has(key) && !job.ignoreDuplicates)
      return refused(400, "DUPLICATE_KEY", key);
    if (!fake.forgetful) job.uploads[kind].set(key, object);
  }
  const counter = kind === "entities" ? "numEntitiesUploaded" : "numRelationshipsUploaded";
  job.counts[counter] = (job.counts[counter] ?? 0) + objects.length;
  return { status: 200, body: { job: viewOf(job) } };
}

function finalize(fake: FakeJupiterOne, job: Job, body: unknown): Said {
  const { partialDatasets } = body as { partialDatasets?: { types: string[] } };
  const before = fake.graphs.get(job.scope) ?? { entities: new Map(), relationships: new Map() };
  const { after, counts } = replaced(before, job.uploads, new Set(partialDatasets?.types));
  fake.graphs.set(job.scope, after);
  Object.assign(job.counts, counts);
  job.status = "FINALIZE_PENDING";
  return { status: 200, body: { job: viewOf(job) } };
}
