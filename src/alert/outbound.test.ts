import { afterAll, beforeAll, expect, test } from "vitest";
import { type Receiver, startReceiver } from "../../test/support/receiver.ts";
import { Failure } from "../base/failure.ts";
import { addressGuard } from "./address-guard.ts";
import { guardedOutbound, type Outbound } from "./outbound.ts";

let receiver: Receiver;
let port = "";
let shut: Outbound;
let open: Outbound;

beforeAll(async () => {
  receiver = await startReceiver();
  port = new URL(receiver.url).port;
  shut = guardedOutbound(addressGuard([]));
  open = guardedOutbound(addressGuard(["127.0.0.1", "::1"]));
});

afterAll(async () => {
  await shut.close();
  await open.close();
  await receiver.close();
});

function post(outbound: Outbound, url: string) {
  return outbound.request({ method: "POST", url, headers: {}, body: "{}" });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  return error instanceof Failure ? error.code : String(error);
}

// `localhost` is a name that leads to this machine by way of the resolver.
test.each([
  "127.0.0.1",
  "127.1",
  "2130706433",
  "0x7f000001",
  "0177.0.0.1",
  "0",
  "[::1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "localhost",
  "LOCALHOST",
])("nothing is sent to http://%s", async (host) => {
  expect(await codeOf(post(shut, `http://${host}:${port}/`))).toBe("destination_refused");
  expect(receiver.received).toEqual([]);
});

test.each(["127.0.0.1", "0177.0.0.1", "localhost", "::1", "169.254.169.254"])(
  "nothing connects to %s, be it for mail or a log",
  async (host) => {
    expect(await codeOf(shut.resolve(host))).toBe("destination_refused");
  },
);

test("a redirect is not followed", async () => {
  receiver.answer = ({ path }) =>
    path === "/"
      ? { status: 302, headers: { location: `${receiver.url}/inside` } }
      : { status: 200 };
  expect((await post(open, `${receiver.url}/`)).status).toBe(302);
  expect(receiver.received.map(({ path }) => path)).toEqual(["/"]);
});

test("what is allowed is sent, and a long answer is cut", async () => {
  receiver.answer = () => ({ status: 200, body: "x".repeat(1_000_000) });
  const { status, text } = await post(open, `http://localhost:${port}/`);
  expect([status, text.length]).toEqual([200, 65_536]);
});

test("nobody there is told as such, to be tried again", async () => {
  expect(await codeOf(post(open, "http://127.0.0.1:1/"))).toBe("receiver_unreachable");
  expect(await codeOf(open.resolve("no-such-host.invalid"))).toBe("receiver_unreachable");
});
