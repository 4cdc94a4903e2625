import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { z } from "zod";
import { Failure } from "../../base/failure.ts";
import { inCef, inCefHead, inPlain } from "../escape.ts";
import type { Message } from "../message.ts";
import type { Destination } from "../outbound.ts";
import type { Severity } from "../severity.ts";
import { channelKind, type Sending } from "./kind.ts";
import { nameOf } from "./tls-name.ts";
import { ownBody, titleOf } from "./texts.ts";

const settings = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65_535).default(514),
  transport: z.enum(["udp", "tcp", "tls"]).default("tls"),
  facility: z.number().int().min(0).max(23).default(16),
  hostname: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, "a name without blanks")
    .default("defender-graph")
    .meta({ description: "As whom to log" }),
  ca: z.string().max(100_000).optional().meta({ description: "The server's own authority, PEM" }),
});

type Syslog = Sending<z.output<typeof settings>, unknown>;

const timeoutMs = 10_000;
/** What fits into a datagram without being cut on the way. */
const longestDatagram = 8_192;

const levels: Readonly<Record<Severity, { readonly syslog: number; readonly cef: number }>> = {
  INFO: { syslog: 6, cef: 1 },
  LOW: { syslog: 5, cef: 3 },
  MEDIUM: { syslog: 4, cef: 5 },
  HIGH: { syslog: 3, cef: 8 },
  CRITICAL: { syslog: 2, cef: 10 },
};

/** The alert as ArcSight's Common Event Format. */
function cefOf(message: Message, link: string): string {
  const { rule, event, severity, total, labels, text } = message;
  const value = (data: string): string => inCef(data, { before: "", value: data });
  const extension = [
    ["rt", String(message.happenedOn)],
    ["act", event],
    ["externalId", message.reference],
    ["cnt", String(total)],
    ["cs1Label", "results"],
    ["cs1", labels.join(", ")],
    ["msg", ownBody(message, link, inPlain) ?? text],
    ...(link === "" ? [] : [["request", link]]),
  ].map(([name = "", data = ""]) => `${name}=${value(data)}`);
  const name = inCefHead(titleOf(message, link));
  const head = [
    "CEF:0",
    "defender-graph",
    "defender-graph",
    "1",
    `rule-${rule.id ?? "test"}`,
    name,
  ];
  return `${head.join("|")}|${levels[severity].cef}|${extension.join(" ")}`;
}

/** An RFC 5424 line. */
function lineOf({ message, world, settings: { facility, hostname } }: Syslog): Buffer {
  const priority = facility * 8 + levels[message.severity].syslog;
  const time = new Date(message.happenedOn).toISOString();
  const text = cefOf(message, world.linkOf(message.alertId));
  return Buffer.from(
    `<${priority}>1 ${time} ${hostname} defender-graph - ${message.event} - ${text}`,
  );
}

async function sendDatagram(
  line: Buffer,
  port: number,
  { address, family }: Destination,
): Promise<void> {
  const socket = createSocket(family === 6 ? "udp6" : "udp4");
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.send(line.subarray(0, longestDatagram), port, address, (error) =>
        error === null ? resolve() : reject(error),
      );
    });
  } finally {
    socket.close();
  }
}

function socketTo(
  { settings: { host, port, transport, ca } }: Syslog,
  { address }: Destination,
): Socket {
  if (transport === "tcp") return connectTcp({ host: address, port });
  return connectTls({ host: address, port, ...nameOf(host), ...(ca === undefined ? {} : { ca }) });
}

/** Sends a line in a frame that tells its length (RFC 6587, RFC 5425), and waits until the other side took all of it. */
async function sendFrame(syslog: Syslog, line: Buffer, to: Destination): Promise<void> {
  const socket = socketTo(syslog, to);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    await once(socket, syslog.settings.transport === "tcp" ? "connect" : "secureConnect", {
      signal,
    });
    const closed = once(socket, "close", { signal });
    socket.end(Buffer.concat([Buffer.from(`${line.length} `), line]));
    socket.resume();
    await closed;
  } finally {
    socket.destroy();
  }
}

/** A SIEM, by syslog with a CEF message. */
export const syslog = channelKind({
  title: "Syslog (CEF)",
  settings,
  secret: z.strictObject({}),
  async send(sending) {
    const { host, port, transport } = sending.settings;
    const to = await sending.world.outbound.resolve(host);
    const line = lineOf(sending);
    try {
      if (transport === "udp") await sendDatagram(line, port, to);
      else await sendFrame(sending, line, to);
      return {};
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `The syslog server ${host}:${port} (${transport}) did not take the line: ${reason}.`;
      throw new Failure(message, { code: "delivery_failed", retryable: true, cause: error });
    }
  },
});
