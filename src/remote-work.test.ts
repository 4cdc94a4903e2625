import { afterEach, expect, test } from "vitest";
import { Failure } from "./base/failure.ts";
import { silent } from "./base/log.ts";
import { desk } from "./http/desk.fixture.ts";
import { listen } from "./http/listen.ts";
import { createServer } from "./http/server.ts";
import { remoteDesk } from "./remote-desk.ts";
import { localCaller } from "./service/caller.ts";
import type { ServedDesk } from "./service/desk.ts";

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };
const never = new AbortController().signal;
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A desk behind a server, as another process reaches it. */
async function behindServer(changes: Partial<ServedDesk>) {
  const service = { ...desk, ...changes };
  const server = createServer({ service, consoleDirectory: null, log: silent, clock });
  closing.push(() => server.close());
  const url = await listen(server, { port: 0 });
  return remoteDesk("acme.duckdb", { fetch, server: { url, pid: 7, startedOn: 1_000 } });
}

test("long work is done by the server, which tells how far it is", async () => {
  const asked: unknown[] = [];
  const remote = await behindServer({
    async compact({ caller, keepDays, progress }) {
      asked.push([caller.name, keepDays]);
      progress({ what: "changes", count: 7 });
      return { versions: 1, changes: 7, beginsOn: 5 };
    },
  });
  const heard: unknown[] = [];
  const progress = (told: unknown): void => void heard.push(told);
  expect(await remote.compact({ caller: localCaller, keepDays: 0.5, progress }, never)).toEqual({
    versions: 1,
    changes: 7,
    beginsOn: 5,
  });
  expect(asked).toEqual([["this machine", 0.5]]);
  expect(heard).toEqual([{ what: "changes", count: 7 }]);
});

test("work that fails says so in its own words, whether it had told something or not", async () => {
  const full = { code: "disk_full", message: "The disk is full.", retryable: true } as const;
  for (const told of [[], [1, 2]]) {
    const remote = await behindServer({
      async publish({ token, progress }) {
        for (const count of told) progress(count);
        throw new Failure(token === "the key" ? full.message : "no key", full);
      },
    });
    const heard: number[] = [];
    const publishing = remote.publish(
      {
        caller: localCaller,
        apiUrl: new URL("https://jupiterone.example"),
        account: "acme",
        token: "the key",
        scope: { kind: "scope", name: "defender" },
        progress: (count) => void heard.push(count),
      },
      never,
    );
    await expect(publishing).rejects.toMatchObject(full);
    expect(heard).toEqual(told);
  }
});

test("work is given up on the server when its asker gives it up, and done twice by nobody", async () => {
  const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const remote = await behindServer({
    compact: ({ progress }, signal) => {
      progress({ what: "changes", count: 1 });
      begun.resolve();
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          ended.resolve();
          reject(signal.reason);
        });
      });
    },
  });
  const controller = new AbortController();
  const input = { caller: localCaller, keepDays: 1, progress: () => undefined };
  const working = remote.compact(input, controller.signal);
  await begun.promise;
  await expect(remote.compact(input, never)).rejects.toMatchObject({
    code: "too_many_streams",
    message: expect.stringContaining("a compaction is under way already"),
  });
  controller.abort(new Error("interrupted"));
  await expect(working).rejects.toMatchObject({ code: "interrupted" });
  await ended.promise;
});
