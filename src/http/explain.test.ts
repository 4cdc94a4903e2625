import { describe, expect, test } from "vitest";
import { silent } from "../base/log.ts";
import type { ServedDesk } from "../service/desk.ts";
import { desk, explanation } from "./desk.fixture.ts";
import { createServer } from "./server.ts";

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };

function explain(payload: object, changes: Partial<ServedDesk> = {}) {
  const service = { ...desk, ...changes };
  const server = createServer({ service, consoleDirectory: null, log: silent, clock });
  return server.inject({ method: "POST", url: "/api/v1/explain", payload });
}

describe("POST /api/v1/explain", () => {
  test("a good query is explained as of the moment asked for", async () => {
    const asked: unknown[] = [];
    const response = await explain(
      { query: "FIND person", asOf: "2026-11-01" },
      {
        explain: async (input) => {
          asked.push(input);
          return { ok: true, explanation };
        },
      },
    );
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual(explanation);
    expect(asked).toEqual([{ text: "FIND person", asOf: Date.UTC(2026, 10, 1) }]);
  });

  test("a wrong query is a 400 with every problem at its place", async () => {
    const problems = [{ code: "unexpected_token", message: "Expected a type.", from: 5, to: 9 }];
    const response = await explain(
      { query: "FIND WITH" },
      { explain: async () => ({ ok: false, problems }) },
    );
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: "query_invalid", problems });
  });

  test.each([
    [{}, "query"],
    [{ query: "FIND a", limit: 5 }, "limit"],
    [{ query: "FIND a", asOf: "yesterday" }, "asOf"],
  ])("the body %j is refused, naming %s", async (body, named) => {
    const response = await explain(body);
    expect(response.statusCode).toBe(400);
    expect(response.json().code).toBe("request_invalid");
    expect(response.json().detail).toContain(named);
  });
});
