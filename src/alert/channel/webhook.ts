import { createHmac } from "node:crypto";
import { z } from "zod";
import { inJson, inLine, inPlain, oneLine } from "../escape.ts";
import type { Message } from "../message.ts";
import { render } from "../template.ts";
import { messageVariables } from "../variables.ts";
import { refuseUnlessTaken } from "./http-answer.ts";
import { channelKind, type Sending } from "./kind.ts";
import { webAddress } from "./web-address.ts";

const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "a header's name");
const headers = z.record(headerName, z.string().max(4_000));

const settings = z.strictObject({
  url: webAddress,
  method: z.enum(["POST", "PUT", "PATCH", "GET", "DELETE"]).default("POST"),
  headers: headers.default({}).meta({ description: "Further headers; their values are templates" }),
  contentType: z.string().max(200).default("application/json"),
  body: z
    .string()
    .max(20_000)
    .optional()
    .meta({ description: "A template; everything that is known, as JSON, when absent" }),
});

const secret = z.strictObject({
  signingKey: z.string().min(1).max(1_000).optional().meta({
    description: "The key of the signature: HMAC-SHA256 over <timestamp>.<body>",
  }),
  headers: headers.default({}).meta({ description: "Further headers that are secret" }),
});

/** Everything that is known, as JSON. */
function wholeOf(message: Message, link: string): string {
  const { templateOf: _, templates: _templates, parameters: _parameters, ...rest } = message;
  return JSON.stringify({ ...rest, link });
}

function bodyOf({
  world,
  message,
  settings: { body, contentType },
}: Sending<z.output<typeof settings>, unknown>): string {
  const link = world.linkOf(message.alertId);
  const template = message.templateOf.body ?? body;
  if (template === undefined) return wholeOf(message, link);
  const scope = { variables: messageVariables(message, link), templates: message.templates };
  return render(template, scope, /json/i.test(contentType) ? inJson : inPlain);
}

/** The signature of a body at a moment (seconds): receivers compute the same, and refuse old ones. */
function signatureOf(key: string, timestamp: number, body: string): string {
  const digest = createHmac("sha256", key).update(`${timestamp}.${body}`).digest("hex");
  return `t=${timestamp},v1=${digest}`;
}

/** Any HTTP receiver. */
export const webhook = channelKind({
  title: "Webhook",
  settings,
  secret,
  async send(sending) {
    const { world, message, idempotencyKey, settings: given, secret: hidden } = sending;
    const hasBody = given.method !== "GET" && given.method !== "DELETE";
    const body = hasBody ? bodyOf(sending) : "";
    const timestamp = Math.floor(world.clock.now() / 1_000);
    const variables = messageVariables(message, world.linkOf(message.alertId));
    const own = Object.entries(given.headers).map(([name, value]) => [
      name.toLowerCase(),
      oneLine(render(value, { variables, templates: message.templates }, inLine)),
    ]);
    const reply = await world.outbound.request({
      method: given.method,
      url: given.url,
      headers: {
        ...(hasBody ? { "content-type": given.contentType } : {}),
        "user-agent": "defender-graph",
        ...Object.fromEntries(own),
        ...hidden.headers,
        "idempotency-key": idempotencyKey,
        ...(hidden.signingKey === undefined
          ? {}
          : { "x-defender-graph-signature": signatureOf(hidden.signingKey, timestamp, body) }),
      },
      body: hasBody ? body : null,
    });
    refuseUnlessTaken(`The webhook at ${new URL(given.url).host}`, reply);
    return {};
  },
});
