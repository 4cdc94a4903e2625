import { createTransport } from "nodemailer";
import { z } from "zod";
import { Failure } from "../../base/failure.ts";
import { inHtml, inPlain, oneLine } from "../escape.ts";
import type { Message } from "../message.ts";
import { nameOf } from "./tls-name.ts";
import { channelKind, type Sending } from "./kind.ts";
import { ownBody, titleOf } from "./texts.ts";

const address = z.email().max(320);

const settings = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65_535).default(587),
  security: z
    .enum(["starttls", "tls", "none"])
    .default("starttls")
    .meta({ description: "starttls: refuse to send without it; tls: from the start; none: plain" }),
  user: z.string().max(320).optional(),
  from: address,
  to: z.array(address).min(1).max(100),
  ca: z.string().max(100_000).optional().meta({ description: "The server's own authority, PEM" }),
});

const secret = z.strictObject({ password: z.string().min(1).max(1_000).optional() });

type Mail = Sending<z.output<typeof settings>, z.output<typeof secret>>;

const html = (text: string): string => inHtml(text, { before: "", value: text });

function plainOf({ text, labels, rule }: Message, link: string): string {
  const list = labels.map((label) => `- ${oneLine(label)}`);
  const lines = [text, ...list, "", rule.description, link];
  return lines
    .map((line) => inPlain(line, { before: "", value: line }))
    .join("\n")
    .trim();
}

function htmlOf({ text, labels, rule }: Message, link: string): string {
  const list = labels.map((label) => `<li>${html(oneLine(label))}</li>`).join("");
  return [
    `<p>${html(text)}</p>`,
    list === "" ? "" : `<ul>${list}</ul>`,
    rule.description === "" ? "" : `<p>${html(rule.description)}</p>`,
    link === "" ? "" : `<p><a href="${html(link)}">${html(link)}</a></p>`,
  ].join("\n");
}

function mailOf({ message, world, settings: { from, to }, idempotencyKey }: Mail) {
  const link = world.linkOf(message.alertId);
  const own = ownBody(message, link, inPlain);
  const thread = `<${message.reference}@defender-graph>`;
  return {
    from,
    to: [...to],
    subject: titleOf(message, link),
    text: own ?? plainOf(message, link),
    ...(own === null ? { html: htmlOf(message, link) } : {}),
    messageId: `<${idempotencyKey}@defender-graph>`,
    inReplyTo: thread,
    references: thread,
    date: new Date(message.happenedOn),
    headers: { "Auto-Submitted": "auto-generated", "Idempotency-Key": idempotencyKey },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** A refusal for good (5xx) is not tried for days. */
function failureOf(host: string, error: unknown): Failure {
  const code = error instanceof Error && "responseCode" in error ? error.responseCode : undefined;
  const reason = error instanceof Error ? error.message : String(error);
  const isFinal = typeof code === "number" && code >= 500;
  const message = `The mail server ${host} did not take the message: ${reason}.`;
  return new Failure(message, {
    code: isFinal ? "delivery_refused" : "delivery_failed",
    retryable: !isFinal,
    cause: error,
  });
}

/** E-mail, by SMTP. */
export const email = channelKind({
  title: "E-mail",
  settings,
  secret,
  async send(mail) {
    const { host, port, security, user, ca } = mail.settings;
    const { address: at } = await mail.world.outbound.resolve(host);
    const { password } = mail.secret;
    const transport = createTransport({
      host: at,
      port,
      secure: security === "tls",
      requireTLS: security === "starttls",
      ignoreTLS: security === "none",
      tls: { ...nameOf(host), ...(ca === undefined ? {} : { ca }) },
      ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
    });
    try {
      await transport.sendMail(mailOf(mail));
      return {};
    } catch (error) {
      throw failureOf(host, error);
    } finally {
      transport.close();
    }
  },
});
