import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SampleTenant } from "../src/sample-tenant/sample-tenant.ts";
import {
  instanceFor,
  type Managed,
  openManaged,
  realClock,
  smallTenant,
} from "./support/managed.ts";

let tenant: SampleTenant;
let managed: Managed;

beforeAll(async () => {
  tenant = await smallTenant(realClock);
  managed = await openManaged(realClock);
});

afterAll(async () => {
  await managed.close();
  await tenant.close();
});

/** The forms in which a secret could lie about. */
function formsOf(secret: string): readonly Buffer[] {
  const whole = Buffer.from(secret);
  return [
    whole,
    Buffer.from(secret, "utf16le"),
    Buffer.from(whole.toString("base64")),
    Buffer.from(whole.toString("hex")),
    Buffer.from(encodeURIComponent(secret)),
  ];
}

/** Every file beside the database, its key aside. */
function files(): readonly string[] {
  return readdirSync(managed.folder, { recursive: true })
    .map((name) => join(managed.folder, String(name)))
    .filter((path) => statSync(path).isFile() && !path.endsWith(".key"));
}

async function work(): Promise<void> {
  const worker = managed.desk.worker();
  await worker.turn();
  await worker.idle();
}

const planted = "Pl4nted~secret.value_that-is-nowhere";

test("the secret of an instance is in no file, log line, answer, error or audit record", async () => {
  const answers: string[] = [];
  const ask = async (what: string, body?: object): Promise<number> => {
    const answered = await managed.ask(what, body);
    answers.push(answered.text, JSON.stringify(answered.headers));
    return answered.status;
  };
  expect(await ask("POST /instances", instanceFor(tenant))).toBe(201);
  await work();
  const credential = { kind: "secret", secret: planted };
  // Wrong in every way: refused by us, refused by Microsoft, in a body that is not one.
  expect(
    await ask("POST /instances", { ...instanceFor(tenant, { credential }), cloud: planted }),
  ).toBe(400);
  expect(await ask("POST /instances", instanceFor(tenant, { credential: planted }))).toBe(400);
  expect(await ask("POST /instances", instanceFor(tenant, { credential: { kind: planted } }))).toBe(
    400,
  );
  expect(await ask("POST /instances/test", instanceFor(tenant, { credential }))).toBe(200);
  expect(await ask("PATCH /instances/1", { credential })).toBe(200);
  expect(await ask("POST /instances/1/test", {})).toBe(200);
  expect(await ask("POST /instances/1/run", {})).toBe(202);
  await work();
  for (const path of [
    "/instances",
    "/instances/1",
    "/runs",
    "/runs/1",
    "/runs/2",
    "/runs/2/events",
    "/audit",
    "/database",
    "/openapi.json",
  ])
    expect(await ask(`GET ${path}`)).toBe(200);

  const seen = [...answers, ...managed.log.lines, process.argv.join(" ")].map((text) =>
    Buffer.from(text),
  );
  const found = [...seen, ...files().map((path) => readFileSync(path))];
  expect(found.length).toBeGreaterThan(30);
  for (const secret of [planted, tenant.clientSecret])
    for (const form of formsOf(secret))
      expect(found.filter((bytes) => bytes.includes(form)).map((bytes) => bytes.length)).toEqual(
        [],
      );
});

test("the search would find it", async () => {
  const path = join(managed.folder, "planted.txt");
  await writeFile(path, `a ${planted} b`);
  expect(files().some((file) => readFileSync(file).includes(planted))).toBe(true);
});

test("the key is its owner's alone, and after a rotation every secret opens with the new one only", async () => {
  const path = `${managed.database}.key`;
  expect(existsSync(path) && (statSync(path).mode & 0o777).toString(8)).toBe("600");
  const before = readFileSync(path, "utf8");
  const credential = { kind: "secret", secret: tenant.clientSecret };
  await managed.ask("PATCH /instances/1", { credential });
  expect(await managed.desk.rotateKey()).toMatchObject({ secrets: 1, oldKeysRemain: false });
  const after = readFileSync(path, "utf8");
  expect(after).not.toContain(before.trim());
  expect((await managed.ask("POST /instances/1/test", {})).body).toMatchObject({ ok: true });
  await writeFile(path, before);
  expect(await managed.ask("POST /instances/1/test", {})).toMatchObject({
    status: 500,
    body: { code: "secret_unreadable" },
  });
  await writeFile(path, after);
});
