import { isOnServer } from "./base/database-name.ts";
import type { Clock } from "./base/clock.ts";
import type { Log } from "./base/log.ts";
import { listen } from "./http/listen.ts";
import { createServer } from "./http/server.ts";
import { leaveServerNote, removeServerNote } from "./server-note.ts";
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
}

/** Serves a desk over HTTP. A note beside its database tells other commands where, for as long as it does. */
export async function serveDesk(
  serving: Serving,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { desk, host, port, consoleDirectory, clock, log, pid, worker } = serving;
  const startedOn = clock.now();
  const server = createServer({ service: desk, consoleDirectory, host, clock, log, startedOn });
  const url = await listen(server, { host, port });
  const note = { url, pid, startedOn };
  const isFile = !isOnServer(desk.database);
  if (isFile)
    await leaveServerNote(desk.database, note).catch((error: unknown) =>
      // Without a note other commands only find the file locked.
      log.warn("No note can be left beside the database", { reason: String(error) }),
    );
  worker?.start();
  return {
    url,
    async close() {
      await worker?.stop();
      if (isFile) await removeServerNote(desk.database, note).catch(() => {});
      await server.close();
    },
  };
}
