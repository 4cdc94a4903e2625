// Packs the program as npm would publish it, installs it in an empty folder without install scripts (so without a
// compiler), and uses it under each Node whose path is given, or under this one.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const nodes =
  process.argv.length > 2 ? process.argv.slice(2).map((path) => resolve(path)) : [process.execPath];
const folder = mkdtempSync(join(tmpdir(), "package-"));

function run(
  command: string,
  args: readonly string[],
  where: { cwd: string; path?: string },
): string {
  const env = { ...process.env, PATH: `${where.path ?? ""}:${process.env["PATH"] ?? ""}` };
  return execFileSync(command, args, { cwd: where.cwd, env, encoding: "utf8" });
}

function expect(what: string, holds: boolean): void {
  if (!holds) throw new Error(`The package fails: ${what}`);
  console.log(`  ${what}`);
}

/** Starts the installed program and looks at what it serves. */
async function use(path: string): Promise<void> {
  const words = ["defender-graph", "start", "--access", "open", "--port", "0"];
  const child = spawn("npx", words, {
    cwd: folder,
    env: { ...process.env, PATH: `${path}:${process.env["PATH"] ?? ""}` },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  let url = "";
  for await (const line of createInterface({ input: child.stdout })) {
    url = /http:\S+/.exec(line)?.[0] ?? "";
    if (url !== "") break;
  }
  try {
    expect("start tells its address", url !== "");
    const page = await (await fetch(url)).text();
    expect("the console is served", page.includes("<script"));
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ query: "FIND *" });
    const reply = await fetch(`${url}/api/v1/query`, { method: "POST", headers, body });
    expect("a query is answered", reply.status === 200);
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    await new Promise((ended) => child.once("exit", ended));
  }
}

try {
  run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: root });
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  run("npm", ["install", "--silent", "--ignore-scripts", `./${tarball}`], { cwd: folder });
  for (const node of nodes) {
    const path = dirname(node);
    console.log(run("node", ["--version"], { cwd: folder, path }).trim());
    const version = run("npx", ["defender-graph", "--version"], { cwd: folder, path }).trim();
    expect(`its version is ${version}`, /^\d+\.\d+\.\d+$/.test(version));
    const demo = [
      "defender-graph",
      "demo",
      "--stop",
      "--port",
      "0",
      "--devices",
      "10",
      "--users",
      "8",
    ];
    expect(
      "the demo runs to its end",
      run("npx", demo, { cwd: folder, path }).includes("To see it"),
    );
    await use(path);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
