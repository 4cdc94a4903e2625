import { open } from "node:fs/promises";
import type { Call, FaultyCall } from "./call.ts";
import type { Delivery, Pieces } from "./deliver.ts";
import type { ExportPart } from "./export-files.ts";
import { checkSignature } from "./signed-url.ts";
import type { Tenant } from "./tenant.ts";

const pieceBytes = 1_048_576;

/** `GET` on the file server: Azure blob storage, as far as the export is read from it. */
export async function answerFile(call: FaultyCall, tenant: Tenant): Promise<Delivery> {
  const part = call.fired.has("missingPart") ? undefined : await tenant.exports.find(call.path);
  const refusal = refuse(call, tenant);
  if (refusal !== undefined) {
    return refusal;
  }
  if (call.method !== "GET" && call.method !== "HEAD") {
    const message = "The resource doesn't support specified Http Verb.";
    return problem({ status: 405, code: "UnsupportedHttpVerb", message }, tenant);
  }
  if (part === undefined) {
    return problem(
      { status: 404, code: "BlobNotFound", message: "The specified blob does not exist." },
      tenant,
    );
  }
  if (call.fired.has("garbage")) {
    const page = Buffer.from("<!DOCTYPE html><html><body>Proxy error</body></html>");
    return { status: 200, headers: headersOf(page.length, tenant), pieces: [page] };
  }
  return content(part, call, tenant);
}

function refuse(call: FaultyCall, tenant: Tenant): Delivery | undefined {
  if (call.fired.has("http500")) {
    return problem(
      { status: 500, code: "InternalError", message: "Server encountered an internal error." },
      tenant,
    );
  }
  if (call.fired.has("http503") || call.fired.has("http429")) {
    return problem({ status: 503, code: "ServerBusy", message: "The server is busy." }, tenant);
  }
  if (call.headers.authorization !== undefined) {
    const message =
      "Authentication information is not given in the correct format. Only one of the Authorization header and the signature may be sent.";
    return problem({ status: 400, code: "InvalidAuthenticationInfo", message }, tenant);
  }
  const signed = call.fired.has("expiredSas")
    ? "expired"
    : checkSignature(call, tenant.identity.signingKey, tenant.clock.now());
  return signed === "valid" ? undefined : refuseSignature(signed, call, tenant);
}

function refuseSignature(signed: "expired" | "forged", call: Call, tenant: Tenant): Delivery {
  const now = new Date(tenant.clock.now()).toUTCString();
  const detail =
    signed === "expired"
      ? `Signature not valid in the specified key time frame: Start [${call.query.get("st") ?? ""}] - Expiry ` +
        `[${call.query.get("se") ?? ""}] - Current [${now}]`
      : "Signature did not match.";
  const message =
    "Server failed to authenticate the request. Make sure the value of Authorization header is formed " +
    "correctly including the signature.";
  return problem({ status: 403, code: "AuthenticationFailed", message, detail }, tenant);
}

interface BlobProblem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
}

function problem({ status, code, message, detail }: BlobProblem, tenant: Tenant): Delivery {
  const requestId = tenant.requestId();
  const more =
    detail === undefined ? "" : `<AuthenticationErrorDetail>${detail}</AuthenticationErrorDetail>`;
  const body = Buffer.from(
    `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}\n` +
      `RequestId:${requestId}\nTime:${new Date(tenant.clock.now()).toISOString()}</Message>${more}</Error>`,
  );
  const headers = {
    "content-type": "application/xml",
    "content-length": body.length,
    "x-ms-error-code": code,
    "x-ms-request-id": requestId,
  };
  return { status, headers, pieces: [body] };
}

function content(part: ExportPart, call: FaultyCall, tenant: Tenant): Delivery {
  if (call.fired.has("emptyFile")) {
    return { status: 200, headers: headersOf(0, tenant), pieces: [] };
  }
  const range = rangeOf(call.headers.range, part.bytes);
  if (range === undefined) {
    const message = "The range specified is invalid for the current size of the resource.";
    return problem({ status: 416, code: "InvalidRange", message }, tenant);
  }
  const end = call.fired.has("cut") ? Math.ceil((range.from + range.to) / 2) : range.to;
  const bytes = slices(part.file, range.from, end);
  const pieces = call.fired.has("brokenGzip") ? damaged(bytes) : bytes;
  const headers = headersOf(end - range.from, tenant);
  if (!range.isPart) {
    return { status: 200, headers, pieces };
  }
  const contentRange = `bytes ${range.from}-${end - 1}/${part.bytes}`;
  return { status: 206, headers: { ...headers, "content-range": contentRange }, pieces };
}

function headersOf(length: number, tenant: Tenant): Readonly<Record<string, string | number>> {
  return {
    // Without `content-encoding`: the file itself is gzip.
    "content-type": "application/octet-stream",
    "content-length": length,
    "accept-ranges": "bytes",
    "x-ms-request-id": tenant.requestId(),
    "x-ms-version": "2020-08-04",
    "x-ms-blob-type": "BlockBlob",
  };
}

interface Range {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly isPart: boolean;
}

/** The bytes that are asked for; `undefined` where there are none. */
function rangeOf(header: string | undefined, length: number): Range | undefined {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? "");
  const from = Number(match?.[1] ?? 0);
  if (match === null) {
    return { from: 0, to: length, isPart: false };
  }
  if (from >= length) {
    return undefined;
  }
  const last = match[2] === undefined || match[2] === "" ? length - 1 : Number(match[2]);
  return { from, to: Math.min(last + 1, length), isPart: true };
}

async function* slices(file: string, from: number, to: number): AsyncGenerator<Buffer> {
  const handle = await open(file);
  try {
    for (let at = from; at < to;) {
      const length = Math.min(pieceBytes, to - at);
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
      if (bytesRead === 0) {
        return;
      }
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

/** The bytes with some in the middle of the first piece turned over. */
async function* damaged(pieces: Pieces): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const piece of pieces) {
    if (isFirst) {
      const middle = Math.floor(piece.length / 2);
      piece.subarray(middle, middle + 64).forEach((byte, index, part) => {
        part[index] = byte ^ 0xff;
      });
      isFirst = false;
    }
    yield piece;
  }
}
