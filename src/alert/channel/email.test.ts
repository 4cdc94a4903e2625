import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { selfSigned } from "../../../test/support/certificate.ts";
import { message, hostile, sendWorld } from "../../../test/support/message.ts";
import { channelKinds } from "./kinds.ts";

const world = sendWorld();
const taken: { from: string; to: string[]; text: string; secure: boolean; user: string }[] = [];
const { certificate, privateKey } = selfSigned("localhost");
let server: SMTPServer;
let port = 0;
let refusal: { readonly code: number; readonly says: string } | null = null;

beforeAll(async () => {
  server = new SMTPServer({
    key: privateKey,
    cert: certificate,
    authOptional: true,
    onAuth({ username = "", password }, _session, done) {
      if (password === "right") done(null, { user: username });
      else done(new Error("Invalid username or password"));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        if (refusal !== null)
          return done(Object.assign(new Error(refusal.says), { responseCode: refusal.code }));
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString(),
          secure: session.secure,
          user: String(session.user ?? ""),
        });
        return done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});

afterAll(async () => {
  await world.outbound.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

function send(settings: object, secret: object = {}) {
  return channelKinds.email.send({
    world,
    message: message({ title: hostile }),
    idempotencyKey: "key-1",
    reference: null,
    settings: {
      host: "127.0.0.1",
      port,
      from: "graph@contoso.com",
      to: ["ada@contoso.com"],
      ...settings,
    },
    secret,
  });
}

test("an e-mail is taken, with one subject whatever the title holds, and a stable message id", async () => {
  await send({ security: "none" });
  const [mail] = taken;
  expect([mail?.from, mail?.to, mail?.secure]).toEqual([
    "graph@contoso.com",
    ["ada@contoso.com"],
    false,
  ]);
  const [head = ""] = (mail?.text ?? "").split("\r\n\r\n", 1);
  expect(head).not.toMatch(/^bcc:/im);
  expect(head).toContain("Message-ID: <key-1@defender-graph>");
  expect(head).toContain("Auto-Submitted: auto-generated");
  const [, html = ""] = (mail?.text ?? "").split("Content-Type: text/html");
  expect(html).toContain("&lt;script&gt;");
  expect(html).not.toContain("<script>");
});

test("without encryption nothing is sent where it is wanted, nor to a server that is not trusted", async () => {
  taken.length = 0;
  await expect(send({ security: "starttls" })).rejects.toMatchObject({ retryable: true });
  expect(taken).toEqual([]);
});

const safe = { host: "localhost", security: "starttls", ca: certificate };

test("to a server that proves who it is, a log-in is made under encryption", async () => {
  taken.length = 0;
  await send({ ...safe, user: "graph" }, { password: "right" });
  expect(taken.map(({ secure, user }) => [secure, user])).toEqual([[true, "graph"]]);
});

test("a log-in that is refused is no reason to try for days", async () => {
  const refused = send({ ...safe, user: "graph" }, { password: "wrong" });
  await expect(refused).rejects.toMatchObject({ code: "delivery_refused" });
});

test("a full mailbox is tried again, a refusal for good is not", async () => {
  refusal = { code: 452, says: "Mailbox full" };
  await expect(send({ security: "none" })).rejects.toMatchObject({
    code: "delivery_failed",
    retryable: true,
  });
  refusal = { code: 550, says: "No such user" };
  await expect(send({ security: "none" })).rejects.toMatchObject({
    code: "delivery_refused",
    retryable: false,
  });
});
