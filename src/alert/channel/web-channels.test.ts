import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { hostile, message, sendWorld } from "../../../test/support/message.ts";
import { type Receiver, startReceiver } from "../../../test/support/receiver.ts";
import type { Message } from "../message.ts";
import { type ChannelKindName, channelKinds } from "./kinds.ts";

const world = sendWorld();
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
});

afterEach(() => {
  receiver.received.length = 0;
  receiver.answer = () => ({ status: 200 });
});

afterAll(async () => {
  await world.outbound.close();
  await receiver.close();
});

interface Given {
  readonly settings?: object;
  readonly secret?: object;
  readonly reference?: string | null;
}

function send(
  kind: ChannelKindName,
  told: Message,
  { settings = {}, secret = {}, reference = null }: Given,
) {
  const idempotencyKey = `${told.reference}-${told.event}`;
  return channelKinds[kind].send({
    world,
    message: told,
    idempotencyKey,
    reference,
    settings,
    secret,
  });
}

function last<Body>(): Body {
  return JSON.parse(receiver.received.at(-1)?.body ?? "null");
}

test("a webhook is signed over its time and body, so that a receiver can tell ours, and an old one", async () => {
  const secret = { signingKey: "k", headers: { authorization: "Bearer t" } };
  await send("webhook", message(), { settings: { url: `${receiver.url}/in?x=1` }, secret });
  const [request] = receiver.received;
  const signature = String(request?.headers["x-defender-graph-signature"]);
  const [, time = "", digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  expect(Number(time)).toBe(Math.floor(world.clock.now() / 1_000));
  expect(createHmac("sha256", "k").update(`${time}.${request?.body}`).digest("hex")).toBe(digest);
  expect(request).toMatchObject({ method: "POST", path: "/in?x=1" });
  expect(request?.headers).toMatchObject({
    authorization: "Bearer t",
    "content-type": "application/json",
    "idempotency-key": "defender-graph-3-7-1000-opened",
  });
  expect(last()).toMatchObject({ event: "opened", severity: "HIGH", labels: ["ws-1", hostile] });
});

test("a webhook's method, headers and body are its own, and no value adds a header", async () => {
  await send("webhook", message({ title: hostile }), {
    settings: {
      url: receiver.url,
      method: "PUT",
      headers: { "X-Title": "{{alertTitle}}" },
      contentType: "text/plain",
      body: "{{alertLevel}}: {{alertLabels|length}}",
    },
  });
  const [request] = receiver.received;
  expect([request?.method, request?.body]).toEqual(["PUT", "HIGH: 2"]);
  expect(request?.headers["bcc"]).toBeUndefined();
  expect(request?.headers["x-title"]).toContain("Bcc: all@evil.example");
});

test("Slack gets blocks in which no value is a mention, a link or a style", async () => {
  await send("slack", message(), { secret: { url: receiver.url } });
  const { text, blocks } = last<{ text: string; blocks: { text: { text: string } }[] }>();
  expect(text).toBe("New HIGH: Antivirus off");
  const [heading, body] = blocks.map((block) => block.text.text);
  expect(heading).toBe("*<https://graph.example/alerts/7|New HIGH: Antivirus off>*");
  expect(body).toContain("• ws-1\n• lap");
  expect(body).not.toMatch(/<!channel>|<script>|(?<!\u200b)\*b/);
});

test("Teams gets an Adaptive Card in which no value is Markdown", async () => {
  receiver.answer = () => ({ status: 202 });
  await send("teams", message({ severity: "CRITICAL" }), { secret: { url: receiver.url } });
  const { type, attachments } = last<{
    type: string;
    attachments: {
      contentType: string;
      content: { type: string; body: { text: string; color?: string }[]; actions: unknown };
    }[];
  }>();
  const [{ contentType, content } = { contentType: "", content: null }] = attachments;
  expect([type, contentType, content?.type]).toEqual([
    "message",
    "application/vnd.microsoft.card.adaptive",
    "AdaptiveCard",
  ]);
  expect(content?.actions).toEqual([
    { type: "Action.OpenUrl", title: "Open", url: "https://graph.example/alerts/7" },
  ]);
  expect(content?.body[0]).toMatchObject({
    text: "New CRITICAL: Antivirus off",
    color: "attention",
  });
  expect(content?.body[2]?.text).toContain("\\[l\\]\\(http://evil\\)");
});

test("PagerDuty gets one incident per alert, resolved when it is over; a test is resolved at once", async () => {
  const given = { settings: { url: receiver.url }, secret: { routingKey: "R" } };
  for (const event of ["opened", "updated", "closed", "test"] as const)
    await send("pagerduty", message({ event }), given);
  const events = receiver.received.map(({ body }) => {
    const { event_action: action, dedup_key: key, routing_key: routing } = JSON.parse(body);
    return [action, key, routing];
  });
  const key = "defender-graph-3-7-1000";
  expect(events).toEqual([
    ["trigger", key, "R"],
    ["trigger", key, "R"],
    ["resolve", key, "R"],
    ["trigger", key, "R"],
    ["resolve", key, "R"],
  ]);
  expect(JSON.parse(receiver.received[0]?.body ?? "{}").payload).toMatchObject({
    severity: "error",
    source: "defender-graph",
    timestamp: "2026-11-02T08:00:00.000Z",
  });
});

const jira = {
  settings: {
    url: "",
    email: "ada@contoso.com",
    project: "SEC",
    resolvedStatus: "Done",
    additionalFields: { priority: { name: "High" } },
  },
  secret: { token: "s3cret" },
};

/** As much of Jira as is asked for: issues by label, comments, transitions. */
function playJira() {
  const issues: {
    key: string;
    fields: { labels: string[]; summary: string; description: string };
  }[] = [];
  receiver.answer = ({ method, path, body }) => {
    const reply = (value: object, status = 200) => ({ status, body: JSON.stringify(value) });
    if (path.startsWith("/rest/api/2/search/jql?")) {
      const jql = new URLSearchParams(path.split("?")[1]).get("jql") ?? "";
      const found = issues.filter(({ fields }) =>
        fields.labels.some((label) => jql.includes(`"${label}"`)),
      );
      return reply({ issues: found.map(({ key }) => ({ key })) });
    }
    if (method === "POST" && path === "/rest/api/2/issue") {
      issues.push({ key: `SEC-${issues.length + 1}`, fields: JSON.parse(body).fields });
      return reply({ id: "1", key: `SEC-${issues.length}` }, 201);
    }
    if (method === "GET" && path.endsWith("/transitions"))
      return reply({ transitions: [{ id: "31", name: "Finish", to: { name: "Done" } }] });
    return { status: path.endsWith("/comment") ? 201 : 204 };
  };
  return issues;
}

test("Jira gets one issue per alert, also when the answer to its making was lost, and comments after that", async () => {
  const issues = playJira();
  const given = { ...jira, settings: { ...jira.settings, url: receiver.url } };
  expect(await send("jira", message(), given)).toEqual({ reference: "SEC-1" });
  // The answer did not arrive: the same is sent again, and nothing is known of an issue.
  expect(await send("jira", message(), given)).toEqual({ reference: "SEC-1" });
  expect(
    await send("jira", message({ event: "closed" }), { ...given, reference: "SEC-1" }),
  ).toEqual({ reference: "SEC-1" });
  expect(issues).toHaveLength(1);
  expect(issues[0]?.fields).toMatchObject({
    summary: "New HIGH: Antivirus off",
    labels: ["defender-graph-3-7-1000"],
    priority: { name: "High" },
  });
  expect(issues[0]?.fields.description).toContain("\\{code\\}");
  expect(receiver.received.slice(-3).map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /rest/api/2/issue/SEC-1/comment",
    "GET /rest/api/2/issue/SEC-1/transitions",
    "POST /rest/api/2/issue/SEC-1/transitions",
  ]);
  expect(last()).toEqual({ transition: { id: "31" } });
  const basic = Buffer.from("ada@contoso.com:s3cret").toString("base64");
  expect(receiver.received[0]?.headers["authorization"]).toBe(`Basic ${basic}`);
});

test("an alert that Jira never heard of makes no issue when it closes", async () => {
  const issues = playJira();
  const settings = { ...jira.settings, url: receiver.url };
  expect(await send("jira", message({ event: "closed" }), { ...jira, settings })).toEqual({});
  expect(issues).toEqual([]);
});

test("what a receiver says is told, but never the secret address it was sent to", async () => {
  receiver.answer = () => ({ status: 403, body: "invalid_token\nsecond line" });
  const failed = send("slack", message(), { secret: { url: `${receiver.url}/T0/B0/s3cret` } });
  await expect(failed).rejects.toThrow("Slack answers 403: invalid_token second line.");
  receiver.answer = () => ({ status: 200, body: "<html>log in</html>" });
  const strange = send("jira", message(), {
    ...jira,
    settings: { ...jira.settings, url: receiver.url },
  });
  await expect(strange).rejects.toMatchObject({ code: "delivery_refused" });
});

test("a rule's own title and text are escaped in the channel's form", async () => {
  const templateOf = { title: "{{alertLabels[1]}}", body: "See {{alertLabels[1]}}" };
  await send("slack", message({ templateOf }), { secret: { url: receiver.url } });
  const { blocks } = last<{ blocks: { text: { text: string } }[] }>();
  expect(blocks[1]?.text.text).toMatch(/^See lap/);
  expect(JSON.stringify(blocks)).not.toContain("<!channel>");
});
