import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run as runProgram } from "./support/program.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

let folder = "";
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "users-"));
});

afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

const environment = { DEFENDER_GRAPH_DATABASE: "graph.duckdb" };

function run(...args: readonly string[]) {
  return runProgram(args, { cwd: folder, environment });
}

async function serve(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, "start", "--port", "0", ...args], {
    cwd: folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (/http/.test(line)) break;
  }
  return { child, url: /http:\S+/.exec(lines.join("\n"))?.[0] ?? "" };
}

async function logIn(url: string, name: string, password: string): Promise<number> {
  const body = JSON.stringify({ name, password });
  const headers = { "content-type": "application/json" };
  const reply = await fetch(`${url}/api/v1/session`, { method: "POST", headers, body });
  return reply.status;
}

const told = (out: string): string => /The password is (\S+)/.exec(out)?.[1] ?? "";

test("the owner of the machine lets people in: before the first start, and while it serves", async () => {
  const made = await run("users", "create", "Ada", "--role", "administrator");
  expect(made).toMatchObject({ code: 0, err: "" });
  expect(made.out).toContain("ada may log in as administrator.");
  const { child, url } = await serve();
  expect(await logIn(url, "ada", told(made.out))).toBe(200);

  const other = await runProgram(["users", "create", "grace", "--role", "viewer"], {
    cwd: folder,
    environment: { ...environment, DEFENDER_GRAPH_PASSWORD: "five words of little use" },
  });
  expect(other).toEqual({ code: 0, out: "grace may log in as viewer.\n", err: "" });
  expect(await logIn(url, "grace", "five words of little use")).toBe(200);

  for (let times = 0; times < 5; times++) await logIn(url, "grace", "wrong");
  expect(await logIn(url, "grace", "five words of little use")).toBe(429);
  const reset = await run("users", "reset", "Grace");
  expect(reset.code).toBe(0);
  expect(await logIn(url, "grace", told(reset.out))).toBe(200);

  expect((await run("users", "edit", "grace", "--disable")).out).toBe(
    "grace is viewer, and kept out.\n",
  );
  expect(await logIn(url, "grace", told(reset.out))).toBe(401);
  const last = await run("users", "edit", "ada", "--role", "viewer");
  expect(last).toMatchObject({ code: 1, out: "" });
  expect(last.err).toContain("nobody else is administrator");
  expect((await run("users", "delete", "grace")).out).toBe("grace is removed.\n");
  const list = await run("users", "list");
  expect(list.out).toMatch(/ada +ada +administrator +password +\d{4}-/);
  expect(list.out).not.toContain("grace");
  expect((await run("users", "reset", "grace")).err).toContain("There is no user called grace");

  const token = await run("tokens", "create", "nightly report", "--days", "3");
  expect(token).toMatchObject({ code: 0, err: expect.stringContaining("Token 1 (viewer) holds") });
  const headers = { authorization: `Bearer ${token.out.trim()}` };
  expect((await fetch(`${url}/api/v1/shape`, { headers })).status).toBe(200);
  expect((await run("tokens", "list")).out).toMatch(/1 +nightly report +viewer +all/);
  expect((await run("tokens", "delete", "1")).code).toBe(0);
  expect((await fetch(`${url}/api/v1/shape`, { headers })).status).toBe(401);

  const note: unknown = JSON.parse(await readFile(join(folder, "graph.duckdb.server"), "utf8"));
  expect(JSON.stringify(note)).not.toContain(told(made.out));
  child.kill("SIGTERM");
  await once(child, "exit");
}, 180_000);

test("without a log-in it serves this machine only", async () => {
  const { child, url } = await serve("--access", "open");
  const session = await fetch(`${url}/api/v1/session`);
  expect(await session.json()).toMatchObject({ access: "open", caller: { role: "administrator" } });
  expect((await fetch(`${url}/api/v1/shape`)).status).toBe(200);
  const foreign = await fetch(`${url}/api/v1/tokens`, {
    method: "POST",
    headers: { origin: "https://evil.example", "content-type": "application/json" },
    body: "{}",
  });
  expect(foreign.status).toBe(403);
  child.kill("SIGTERM");
  await once(child, "exit");
  const refused = await run("start", "--access", "open", "--host", "0.0.0.0", "--port", "0");
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toContain("Cannot serve 0.0.0.0 without a log-in");
}, 120_000);

test.each([
  [["users", "create"], "Which user? Name it."],
  [["users", "create", "ada"], "--role is missing"],
  [["users", "create", "ada", "--role", "owner"], "users.create: role:"],
  [["users", "create", "a b", "--role", "viewer"], "begins with a letter or digit"],
  [["tokens", "delete", "report"], "by its number"],
  [["start", "--access", "all"], "--access wants users or open"],
  [["start", "--public-url", "graph"], "--public-url wants an address"],
  [["start", "--oidc-issuer", "http://login.example.com"], "wants an https address"],
  [["start", "--oidc-issuer", "https://login.example.com"], "--oidc-client-id is missing"],
  [
    ["start", "--oidc-issuer", "https://a.example", "--oidc-client-id", "a", "--oidc-roles", "x"],
    "--oidc-roles wants pairs",
  ],
])("%j says what is wrong", async (words, said) => {
  const { code, err } = await run(...words);
  expect(code).toBe(1);
  expect(err).toContain(said);
});
