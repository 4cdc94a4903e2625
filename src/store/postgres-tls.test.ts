import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { selfSigned } from "../../test/support/certificate.ts";
import { type PostgresServer, startPostgres } from "../../test/support/postgres-server.ts";
import { openDatabase } from "./database.ts";

let server: PostgresServer;
let folder: string;

beforeAll(async () => {
  server = await startPostgres();
  const { certificate, privateKey } = selfSigned();
  await server.place("server.crt", certificate);
  await server.place("server.key", privateKey);
  server.configure(["ssl = on"]);
  await server.stop();
  await server.start();
  folder = await mkdtemp(join(tmpdir(), "defender-graph-tls-"));
  await writeFile(join(folder, "right.pem"), certificate);
  await writeFile(join(folder, "wrong.pem"), selfSigned().certificate);
});

afterAll(async () => {
  await server.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Whether the connection is secured. */
async function isSecured(parameters: string): Promise<unknown> {
  const database = await openDatabase({ path: `${server.url("postgres")}?${parameters}` });
  try {
    const [row] = await database.all("select ssl from pg_stat_ssl where pid = pg_backend_pid()");
    return row?.["ssl"];
  } finally {
    await database.close();
  }
}

const root = (name: string): string => `sslrootcert=${join(folder, name)}`;

describe("a server with TLS", () => {
  it("is reached by it unless it is not wanted", async () => {
    expect(await isSecured("")).toBe(true);
    expect(await isSecured("sslmode=prefer")).toBe(true);
    expect(await isSecured("sslmode=require")).toBe(true);
    expect(await isSecured("sslmode=disable")).toBe(false);
  });

  it("is trusted by its certificate", async () => {
    expect(await isSecured(`sslmode=verify-ca&${root("right.pem")}`)).toBe(true);
    expect(await isSecured(`sslmode=require&${root("right.pem")}`)).toBe(true);
  });

  it.each(["require", "verify-ca", "verify-full"])(
    "is not trusted by another one's (%s)",
    async (mode) => {
      const failing = isSecured(`sslmode=${mode}&${root("wrong.pem")}`);
      await expect(failing).rejects.toMatchObject({ code: "database_tls" });
    },
  );

  it("is not trusted in full without a root certificate, or under another name", async () => {
    await expect(isSecured("sslmode=verify-full")).rejects.toMatchObject({ code: "database_tls" });
    await expect(isSecured(`sslmode=verify-full&${root("right.pem")}`)).rejects.toMatchObject({
      code: "database_tls",
    });
    await expect(isSecured("sslmode=verify-ca")).rejects.toMatchObject({
      code: "database_address",
    });
  });
});
