import { accessFlags, accessOf } from "./access-flags.ts";
import { type Command, databaseFlag, databaseOf, strong } from "./command.ts";
import { keepDaysOf, keepHistoryFlag } from "./compact.ts";
import { type Given, misuse } from "./flags.ts";
import type { Desk } from "../service/desk.ts";
import type { Worker } from "../service/runs/worker.ts";
import { highestPort, untilInterrupted } from "./sample-tenant.ts";
import type { RunningServer, World } from "./world.ts";

function greeting({ url, setUpLink }: RunningServer, world: World): string {
  const at = `The console is at ${strong(url, world)}  (Ctrl+C ends it)\n`;
  if (setUpLink === null) return at;
  return `${at}\nNobody can log in yet. Make the first administrator with this link, which works once:\n${strong(setUpLink, world)}\n`;
}

const roles = ["all", "api", "worker"] as const;
type StartRole = (typeof roles)[number];

function roleOf(given: Given): StartRole {
  const asked = given.text("role") ?? "all";
  const role = roles.find((known) => known === asked);
  if (role !== undefined) return role;
  throw misuse(`${given.origin("role")} wants one of ${roles.join(", ")}, not "${asked}".`);
}

function workerOf(desk: Desk, given: Given): Worker {
  const runs = given.number("workers") ?? 2;
  if (runs < 1) throw misuse(`${given.origin("workers")} wants 1 to ${mostWorkers}.`);
  return desk.worker({ runs, keepHistoryDays: keepDaysOf(given) });
}

async function work(world: World, worker: Worker): Promise<void> {
  worker.start();
  await world.stdout.write("Reading instances when they are due or asked for  (Ctrl+C ends it)\n");
  await untilInterrupted(world);
  await worker.stop();
}

async function serve(
  world: World,
  given: Given,
  serving: { readonly desk: Desk; readonly worker?: Worker },
): Promise<void> {
  const host = given.text("host") ?? "127.0.0.1";
  const port = given.number("port") ?? 4_400;
  const server = await world.serve({ ...serving, host, port, access: accessOf(given) });
  await world.stdout.write(greeting(server, world));
  await untilInterrupted(world);
  await server.close();
}

const mostWorkers = 64;

/** `defender-graph start` */
export const start: Command = {
  name: "start",
  summary: "Serve the web console over the graph, and read instances on schedule",
  about: `
Serves the console and its API until Ctrl+C, and reads every instance when it is due or somebody asks. The console is
reachable from this machine only, unless --host says otherwise. The first start prints a link with which the first
administrator is made; that one lets others in.

  defender-graph start
  defender-graph start --database acme.duckdb --port 8080
  defender-graph start --access open                       no log-in; this machine only
  defender-graph start --host 0.0.0.0 --public-url https://graph.example.com

Secrets are sealed with a key: DEFENDER_GRAPH_KEY (32 bytes in base64 or hex), the file that DEFENDER_GRAPH_KEY_FILE
names, or a file beside the database (<database>.key), made when the first secret is entered. Keep it apart from backups.

What has no flag (the log, DuckDB's memory, a replica, where alerts may be sent) is a variable of the environment: see
docs/configuration.md. Other commands find this server by the note <database>.server, and work through it.`,
  flags: [
    databaseFlag,
    { name: "host", value: "<address>", help: "address to listen on", otherwise: "127.0.0.1" },
    {
      name: "port",
      value: "<n>",
      help: "port to listen on; 0 takes a free one",
      otherwise: "4400",
      most: highestPort,
    },
    {
      name: "role",
      value: "<role>",
      help: "all, api (serve only) or worker (read instances only)",
      otherwise: "all",
    },
    {
      name: "workers",
      value: "<n>",
      help: "instances read at the same time",
      otherwise: "2",
      most: mostWorkers,
    },
    keepHistoryFlag,
    ...accessFlags,
  ],
  async run(world, given) {
    const role = roleOf(given);
    const desk = await world.openDesk({ database: databaseOf(given), mode: "write" });
    try {
      if (role === "worker") await work(world, workerOf(desk, given));
      else if (role === "api") await serve(world, given, { desk });
      else await serve(world, given, { desk, worker: workerOf(desk, given) });
      return 0;
    } finally {
      await desk.close();
    }
  },
};
