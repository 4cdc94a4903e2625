import { Failure } from "../../base/failure.ts";
import type { OutboundReply } from "../outbound.ts";
import { oneLine } from "../escape.ts";

const later = new Set([408, 409, 425, 429]);

/** Throws unless a receiver took what it was sent; `who` is named in the message, never with its secret address. */
export function refuseUnlessTaken(who: string, { status, text, retryAfter }: OutboundReply): void {
  if (status >= 200 && status < 300) return;
  if (status >= 300 && status < 400) {
    const message = `${who} answers ${status}, a redirect, which is not followed. Configure the address that it leads to.`;
    throw new Failure(message, { code: "delivery_refused", retryable: false });
  }
  const said = oneLine(text).slice(0, 300);
  const message = `${who} answers ${status}${said === "" ? "" : `: ${said}`}.`;
  const retryable = status >= 500 || later.has(status);
  throw new Failure(message, {
    code: retryable ? "delivery_failed" : "delivery_refused",
    retryable,
    retryAfter,
  });
}
