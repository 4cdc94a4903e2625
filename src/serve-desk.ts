import { isOnServer } from "./base/database-name.ts";
import type { Clock } from "./base/clock.ts";
import type { Log } from "./base/log.ts";
import { listen } from "./http/listen.ts";
import type { ServerAccess } from "./http/guard.ts";
import { createServer } from "./http/server.ts";
import { leaveServerNote, removeServerNote } from "./server-note.ts";
import type { AccessSettings } from "./service/access/access-settings.ts";
import { identityProvider } from "./service/access/identity-provider.ts";
import type { Desk } from "./service/desk.ts";
import type { Worker } from "./service/runs/worker.ts";

/** What to serve, and where. */
export interface Serving {
  readonly desk: Desk;
  readonly host: string;
  readonly port: number;
  readonly consoleDirectory: string;
  readonly clock: Clock;
  readonly log: Log;
  /** This process. */
  readonly pid: number;
  /** Who reads instances meanwhile; nobody when absent. */
  readonly worker?: Worker | undefined;
  readonly access: AccessSettings;
  readonly fetch: typeof globalThis.fetch;
}

/** What is served. */
export interface Served {
  readonly url: string;
  /** Where the first administrator is made; `null` when somebody was made already, or everybody is let in. */
  readonly setUpLink: string | null;
  close(): Promise<void>;
}

/** Serves a desk over HTTP. A note beside its database tells other commands where, for as long as it does. */
export async function serveDesk(serving: Serving): Promise<Served> {
  const { desk, host, port, consoleDirectory, clock, log, pid, worker } = serving;
  const startedOn = clock.now();
  const access = accessOf(serving);
  const server = createServer({
    service: desk,
    consoleDirectory,
    host,
    clock,
    log,
    startedOn,
    access,
  });
  const url = await listen(server, { host, port });
  const token = access?.doorkeeper.localToken;
  const note = { url, pid, startedOn, ...(token === undefined ? {} : { token }) };
  const isFile = !isOnServer(desk.database);
  if (isFile)
    await leaveServerNote(desk.database, note).catch((error: unknown) =>
      // Without a note other commands only find the file locked.
      log.warn("No note can be left beside the database", { reason: String(error) }),
    );
  worker?.start();
  return {
    url,
    setUpLink: await setUpLinkOf(access, url),
    async close() {
      await worker?.stop();
      if (isFile) await removeServerNote(desk.database, note).catch(() => {});
      await server.close();
    },
  };
}

function accessOf({ desk, access, fetch }: Serving): ServerAccess | undefined {
  if (access.mode === "open") return undefined;
  if (desk.doorkeeper === null)
    throw new TypeError("A database that another server holds cannot be served");
  const { publicUrl, provider } = access;
  return {
    doorkeeper: desk.doorkeeper,
    publicUrl: publicUrl ?? undefined,
    singleSignOn: provider === null ? null : identityProvider(provider, fetch),
  };
}

async function setUpLinkOf(access: ServerAccess | undefined, url: string): Promise<string | null> {
  const token = (await access?.doorkeeper.beginSetUp()) ?? null;
  if (token === null) return null;
  return new URL(`/set-up?${new URLSearchParams({ token }).toString()}`, access?.publicUrl ?? url)
    .href;
}
