import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { problemBody } from "./problem-reply.ts";

const found: Readonly<Record<string, { readonly status: number; readonly detail: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    detail: "The request did not arrive within 30 seconds. Send it faster, or in parts.",
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    detail: "The address and headers are longer than 128 KiB together. Send a query in a body.",
  },
};

const garbled = { status: 400, detail: "This is no HTTP request." };

/** Answers what is no request, or does not become one, and ends its connection. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const { status, detail } = found[error.code ?? ""] ?? garbled;
  const body = JSON.stringify(problemBody({ status, code: "request_invalid", detail }));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  if (socket.writable) socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  socket.destroy(error);
}
