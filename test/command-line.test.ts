import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ended, type Running, run } from "./support/program.ts";
import { type Bench, openBench, speed } from "./support/world.ts";

let bench: Bench;
let folder: string;

beforeAll(async () => {
  bench = await openBench({ devices: 12, users: 10, groups: 3, cves: 10, findingsPerDevice: 2 });
  await bench.collect();
  await bench.desk.close();
  folder = await mkdtemp(join(tmpdir(), "command-line-"));
});

afterAll(async () => {
  await bench.close();
  await rm(folder, { recursive: true });
});

function say(args: readonly string[], running: Partial<Running> = {}): Promise<Ended> {
  return run(args, { cwd: folder, ...running });
}

/** Asks the database of the bench. */
function query(...args: readonly string[]): Promise<Ended> {
  return say(["query", "--database", bench.database, ...args]);
}

function access(): readonly string[] {
  const { tenant } = bench;
  const hosts = ["--authority-url", tenant.authorityUrl, "--graph-url", tenant.graphUrl];
  const defender = ["--defender-url", tenant.defenderUrl];
  const audience = ["--defender-audience", tenant.defenderAudience];
  const app = ["--tenant", tenant.tenantId, "--client-id", tenant.clientId];
  return [...app, ...hosts, ...defender, ...audience, "--rate-factor", String(speed)];
}

const secret = (): Readonly<Record<string, string>> => ({
  DEFENDER_GRAPH_CLIENT_SECRET: bench.tenant.clientSecret,
});

const count = "FIND Person AS p RETURN COUNT(p) AS n";

describe("values", () => {
  it("an empty flag is refused, an empty variable is none", async () => {
    const environment = { DEFENDER_GRAPH_FORMAT: "", DEFENDER_GRAPH_AS_OF: "" };
    const [flag, variable] = await Promise.all([
      query("--as-of", "", count),
      say(["query", "--database", bench.database, count], { environment }),
    ]);
    expect(flag.err).toBe(
      "error: --as-of is empty. Give it a value, or leave it out.\nSee: defender-graph query --help\n",
    );
    expect(variable).toMatchObject({ code: 0, err: "" });
  });

  it("a flag wins over the environment, the environment over .env, and .env over the default", async () => {
    const cwd = join(folder, "precedence");
    await mkdir(cwd);
    await writeFile(
      join(cwd, ".env"),
      `DEFENDER_GRAPH_DATABASE=${bench.database}\nDEFENDER_GRAPH_FORMAT=csv\n`,
    );
    const environment = { DEFENDER_GRAPH_FORMAT: "ndjson" };
    const [file, variable, flag] = await Promise.all([
      say(["query", count], { cwd }),
      say(["query", count], { cwd, environment }),
      say(["query", "--format", "json", count], { cwd, environment }),
    ]);
    expect(file.out).toMatch(/^n\r\n\d+\r\n$/);
    expect(variable.out).toMatch(/^\{"n":\d+\}\n$/);
    expect(flag.out).toContain('"totalCount":1');
  });

  it("a wrong value from the environment is blamed on its variable", async () => {
    const environment = { DEFENDER_GRAPH_PORT: "http" };
    const { err } = await say(["start"], { environment });
    expect(err).toContain('DEFENDER_GRAPH_PORT wants a whole number from 0 to 65535, not "http".');
  });

  it("a folder called .env is no file of settings", async () => {
    const cwd = join(folder, "odd");
    await mkdir(join(cwd, ".env"), { recursive: true });
    expect(await say(["--version"], { cwd })).toMatchObject({ code: 0, err: "" });
  });

  it("a day that the calendar does not have is no time", async () => {
    const told = await Promise.all(
      ["2026-02-30", "yesterday", "99999999999999999"].map((time) => query("--as-of", time, count)),
    );
    for (const { code, err } of told) {
      expect(code).toBe(1);
      expect(err).toContain("--as-of wants a time such as");
    }
  });

  it("a port that is taken is named, by a sample tenant as by a server", async () => {
    const { port } = new URL(bench.tenant.graphUrl);
    const { code, err } = await say(["sample-tenant", "--port", port]);
    expect(code).toBe(1);
    expect(err).toContain(`sample tenant on 127.0.0.1:${port}: another program uses that port`);
  });

  it("what no flag takes is refused", async () => {
    const [group, flag, word, port, host] = await Promise.all([
      say(["rules", "--help"]),
      say(["query", "--databse", "x", count]),
      say(["changes", "yesterday"]),
      say(["start", "--database", join(folder, "p.duckdb"), "--port", "70000"]),
      say(["start", "--database", join(folder, "h.duckdb"), "--host", "no.invalid", "--port", "0"]),
    ]);
    expect(group).toMatchObject({ code: 0, err: "" });
    expect(group.out).toContain("rules enable    Switch on a rule");
    expect(flag.err).toContain("There is no flag --databse. Did you mean `--database`?");
    expect(word.err).toContain('changes takes flags only: what is "yesterday"?');
    expect(port.err).toContain("--port wants a whole number from 0 to 65535");
    expect(host.err).toContain("error: Cannot listen on no.invalid:0");
  });
});

describe("collect", () => {
  it("a secret as an argument is refused, and is not repeated", async () => {
    const told = await Promise.all([
      say(["collect", "--client-secret", "s3cret"]),
      say(["collect", "--client-secret=s3cret"]),
    ]);
    for (const { code, out, err } of told) {
      expect(code).toBe(1);
      expect(err).toContain("Put the value into DEFENDER_GRAPH_CLIENT_SECRET.");
      expect(out + err).not.toContain("s3cret");
    }
  });

  it.each([
    ["postgres://graph:s3cret@127.0.0.1:1/graph", "postgres://graph@127.0.0.1:1/graph: nobody"],
    ["mysql://graph:s3cret@db.example/graph", "--database wants a file or postgres://…"],
  ])(
    "a database that cannot be is refused, nothing is made, and a password not shown (%s)",
    async (database, says) => {
      const cwd = await mkdtemp(join(folder, "nowhere-"));
      const { code, out, err } = await say(["collect", ...access(), "--database", database], {
        cwd,
        environment: secret(),
      });
      expect(code).toBe(1);
      expect(err).toContain(says);
      expect(out + err).not.toContain("s3cret");
      expect(await readdir(cwd)).toEqual([]);
    },
  );

  it("with --json every failure is a whole report on standard output, and nothing else is", async () => {
    const database = join(folder, "early.duckdb");
    const wrong = { DEFENDER_GRAPH_CLIENT_SECRET: "wrong" };
    const given = ["collect", "--json", "--database", database, ...access()];
    const told = [
      await say(given, { environment: wrong }),
      ...(await Promise.all([
        say(given),
        say([...given, "--nosuch"]),
        say([...given, "--sources", ","], { environment: secret() }),
        say([...given, "--certificate", "/nonexistent.pem"]),
        say([...given, "--graph-url", "http://graph.example"], { environment: secret() }),
      ])),
    ];
    for (const { code, out } of told) {
      expect(code).toBe(1);
      const report: unknown = JSON.parse(out);
      expect(report).toMatchObject({
        status: "failed",
        reason: expect.any(String),
        steps: expect.any(Array),
        created: {},
        updated: {},
        deleted: {},
        heldBack: {},
        peakMemoryBytes: expect.any(Number),
        ms: expect.any(Number),
      });
    }
  });

  it("steps that fail for one reason are told together, and empty tables are not shown", async () => {
    const database = join(folder, "wrong.duckdb");
    const { out } = await say(["collect", "--database", database, ...access()], {
      environment: { DEFENDER_GRAPH_CLIENT_SECRET: "wrong" },
    });
    expect(out).toContain("\n  Account, Users, Groups, Device owners: Cannot get a token for");
    expect(out).toContain("\n  Machines, Vulnerabilities: Cannot get a token for");
    expect(out).not.toContain("Relationships ");
  });

  it("a certificate that cannot be read is named", async () => {
    const { code, err } = await say(["collect", ...access(), "--certificate", "/nonexistent.pem"]);
    expect(code).toBe(1);
    expect(err).toMatch(/^error: Cannot read \/nonexistent\.pem: .*\n$/);
  });
});

describe("output", () => {
  it("a query that cannot be asked is answered in JSON when JSON is asked for", async () => {
    const [missing, mistaken] = await Promise.all([
      say(["query", "--database", "nope.duckdb", "--format", "json", count]),
      query("--format=json", "--nosuch", count),
    ]);
    expect(JSON.parse(missing.out)).toMatchObject({
      ok: false,
      problems: [{ code: "database_missing" }],
    });
    expect(JSON.parse(mistaken.out)).toMatchObject({ ok: false, problems: [{ code: "usage" }] });
  });

  it("an empty list has a head in CSV", async () => {
    const { out } = await query("--format", "csv", "FIND person WITH email = 'nobody'");
    expect(out).toBe("displayName,_type,_class,_key\r\n");
  });

  it("a full disk is a failure, said in a sentence", async () => {
    const [out, file, folderOut] = await Promise.all([
      say(["export", "--database", bench.database], { redirect: "> /dev/full" }),
      say(["export", "--database", bench.database, "--out", "/dev/full"]),
      say(["export", "--database", bench.database, "--out", "/"]),
    ]);
    expect(out).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error: Cannot write to standard output: ENOSPC.*\n$/),
    });
    expect(file).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error: Cannot write to \/dev\/full: ENOSPC.*\n$/),
    });
    expect(folderOut).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error: Cannot write to \/: EISDIR.*\n$/),
    });
  });

  it("a reader that has seen enough ends the program quietly", async () => {
    const { code, out, err } = await say(["export", "--database", bench.database], {
      redirect: "| head -n 1",
    });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n")).toHaveLength(2);
  });

  it("a run goes on when nobody listens to its progress any more", async () => {
    await say(["collect", "--json", "--database", join(folder, "unheard.duckdb"), ...access()], {
      environment: secret(),
      redirect: "2>&1 > unheard.json | true",
    });
    const report: unknown = JSON.parse(await readFile(join(folder, "unheard.json"), "utf8"));
    expect(report).toMatchObject({ status: "complete" });
  });

  it("each line of j1ql check is answered by one line, whatever it holds", async () => {
    const lines = ["FIND Device", "FIND Device WITH name = 'a\u2028b'", "FIND", ""].map((text) =>
      JSON.stringify(text),
    );
    const { code, out } = await say(["j1ql", "check"], {
      input: `\uFEFF${lines.join("\r\n")}\n\nnot json\n["FIND Device"]`,
    });
    const answers = out
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(code).toBe(0);
    expect(answers).toMatchObject([
      { ok: true, warnings: [] },
      { ok: true, warnings: [] },
      { ok: false, problems: [{ code: "missing_entity", from: 4, to: 4 }] },
      { ok: false, problems: [{ code: "empty_query" }] },
      { ok: false, problems: [{ code: "not_a_json_string" }] },
      { ok: false, problems: [{ code: "not_a_json_string" }] },
    ]);
  });

  it("help names every flag, and help of a command is the command's", async () => {
    const [flag, word] = await Promise.all([say(["collect", "--help"]), say(["help", "collect"])]);
    expect(flag).toEqual(word);
    expect(flag).toMatchObject({ code: 0, err: "" });
    expect(flag.out).toContain("--defender-audience <uri>");
  });
});

describe("demo", () => {
  it("what a tenant was read into is not removed", async () => {
    const before = await readFile(bench.database);
    const environment = { DEFENDER_GRAPH_DATABASE: bench.database };
    const { code, err } = await say(["demo", "--stop"], { environment });
    expect(code).toBe(1);
    expect(err).toContain("a tenant was read into it");
    expect((await readFile(bench.database)).equals(before)).toBe(true);
  });

  it("one that shows no console needs no port", async () => {
    const other = createServer();
    await new Promise<void>((done) => {
      other.once("listening", done).once("error", () => done());
      other.listen(4400, "127.0.0.1");
    });
    try {
      const database = join(folder, "no-port.duckdb");
      const small = ["--devices", "5", "--users", "4", "--groups", "1", "--cves", "3"];
      const { code, err } = await say(["demo", "--stop", "--database", database, ...small]);
      expect(err).not.toContain("Cannot listen");
      expect(code).toBe(0);
    } finally {
      other.close();
    }
  });

  it("a database of an earlier demo is made anew", async () => {
    const database = join(folder, "demo.duckdb");
    const small = ["--devices", "5", "--users", "4", "--groups", "1", "--cves", "3"];
    for (const _ of [1, 2]) {
      const { code, out } = await say(["demo", "--stop", "--database", database, ...small]);
      expect(code).toBe(0);
      expect(out).toContain(`To see it: defender-graph start --database ${database}\n`);
    }
    expect(existsSync(database)).toBe(true);
  });
});
