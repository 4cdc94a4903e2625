import { z } from "zod";
import { Failure } from "../../base/failure.ts";
import { oneLine } from "../escape.ts";
import type { Message } from "../message.ts";
import type { Escape } from "../template.ts";
import { refuseUnlessTaken } from "./http-answer.ts";
import { channelKind, type Sending } from "./kind.ts";
import { ownBody, titleOf } from "./texts.ts";
import { webAddress } from "./web-address.ts";

const settings = z.strictObject({
  url: webAddress.meta({ description: "Such as https://acme.atlassian.net" }),
  deployment: z.enum(["cloud", "server"]).default("cloud"),
  email: z.string().max(320).optional().meta({ description: "Whose token it is; for the cloud" }),
  project: z.string().regex(/^[A-Za-z]\w{0,99}$/, "a project key"),
  issueType: z.string().min(1).max(100).default("Task"),
  resolvedStatus: z.string().max(100).optional().meta({
    description: "The status to move the issue to when the alert closes; none when absent",
  }),
  additionalFields: z.record(z.string().max(100), z.json()).default({}),
});

const secret = z.strictObject({ token: z.string().min(1).max(2_000) });

type Jira = Sending<z.output<typeof settings>, z.output<typeof secret>>;

/** In Jira's wiki markup: nothing can become a macro, a link, a mention or a style. */
const inWiki: Escape = (text) =>
  oneLine(text).replaceAll(/[\\{}[\]*_|!^~+?#-]/g, (sign) => `\\${sign}`);

const wiki = (text: string): string => inWiki(text, { before: "", value: text });

function headersOf({ settings: { deployment, email }, secret: { token } }: Jira) {
  const basic = Buffer.from(`${email ?? ""}:${token}`).toString("base64");
  const authorization = deployment === "cloud" ? `Basic ${basic}` : `Bearer ${token}`;
  return { authorization, accept: "application/json", "content-type": "application/json" };
}

async function call(
  jira: Jira,
  method: "GET" | "POST",
  [path, body]: readonly [string, object?],
): Promise<unknown> {
  const { url } = jira.settings;
  const reply = await jira.world.outbound.request({
    method,
    url: `${url.replace(/\/$/, "")}/rest/api/2/${path}`,
    headers: headersOf(jira),
    body: body === undefined ? null : JSON.stringify(body),
  });
  refuseUnlessTaken(`Jira at ${new URL(url).host}`, reply);
  return reply.text === "" ? {} : jsonOf(reply.text);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw strange(cause);
  }
}

function strange(cause: unknown): Failure {
  const message = "Jira's answer is not what its API promises. Is the address that of a Jira site?";
  return new Failure(message, { code: "delivery_refused", retryable: false, cause });
}

function read<Schema extends z.ZodType>(schema: Schema, reply: unknown): z.output<Schema> {
  const result = schema.safeParse(reply);
  if (result.success) return result.data;
  throw strange(result.error);
}

const found = z.object({ issues: z.array(z.object({ key: z.string() })) });
const created = z.object({ key: z.string() });
const transitionsReply = z.object({
  transitions: z.array(
    z.object({ id: z.string(), name: z.string(), to: z.object({ name: z.string() }) }),
  ),
});

/** The issue that an earlier attempt made of this alert, whose answer did not arrive. */
async function search(jira: Jira): Promise<string | null> {
  const { settings: given, message } = jira;
  const jql = `project = "${given.project}" AND labels = "${message.reference}"`;
  const asked = new URLSearchParams({ jql, fields: "key", maxResults: "1" }).toString();
  const path = given.deployment === "cloud" ? "search/jql" : "search";
  const { issues } = read(found, await call(jira, "GET", [`${path}?${asked}`]));
  return issues[0]?.key ?? null;
}

function describe(jira: Jira): string {
  const { message, world } = jira;
  const link = world.linkOf(message.alertId);
  const own = ownBody(message, link, inWiki);
  if (own !== null) return own;
  const { text, labels, rule } = message;
  const lines = [
    wiki(rule.description),
    wiki(text),
    ...labels.map((label) => `* ${wiki(label)}`),
    link,
  ];
  return lines.filter((line) => line !== "").join("\n");
}

async function create(jira: Jira): Promise<string> {
  const { settings: given, message, world } = jira;
  const fields = {
    ...given.additionalFields,
    project: { key: given.project },
    issuetype: { name: given.issueType },
    summary: titleOf(message, world.linkOf(message.alertId)).slice(0, 250),
    description: describe(jira),
    labels: [message.reference],
  };
  return read(created, await call(jira, "POST", ["issue", { fields }])).key;
}

async function resolve(jira: Jira, issue: string): Promise<void> {
  const { resolvedStatus } = jira.settings;
  if (resolvedStatus === undefined) return;
  const path = `issue/${encodeURIComponent(issue)}/transitions`;
  const { transitions } = read(transitionsReply, await call(jira, "GET", [path]));
  const wanted = transitions.find((one) => [one.to.name, one.name].includes(resolvedStatus));
  // Already there, or the workflow does not lead there: the comment says what happened.
  if (wanted !== undefined) await call(jira, "POST", [path, { transition: { id: wanted.id } }]);
}

function isOver({ event }: Message): boolean {
  return event === "closed" || event === "dismissed";
}

async function comment(jira: Jira, issue: string): Promise<void> {
  const { message, world } = jira;
  const title = wiki(titleOf(message, world.linkOf(message.alertId)));
  const body = `${title}\n${describe(jira)}`;
  await call(jira, "POST", [`issue/${encodeURIComponent(issue)}/comment`, { body }]);
  if (isOver(message)) await resolve(jira, issue);
}

/** Jira: one issue per alert, however often it is told of. */
export const jira = channelKind({
  title: "Jira",
  settings,
  secret,
  async send(sending) {
    const known = sending.reference ?? (await search(sending));
    if (known === null) {
      // Nobody was told that it opened: nobody needs to be told that it is over.
      return isOver(sending.message) ? {} : { reference: await create(sending) };
    }
    if (sending.reference !== null || sending.message.event !== "opened")
      await comment(sending, known);
    return { reference: known };
  },
});
