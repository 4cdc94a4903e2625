import { accessFlags, accessOf } from "./access-flags.ts";
import { type Command, databaseFlag, databaseOf, strong } from "./command.ts";
import { highestPort, untilInterrupted } from "./sample-tenant.ts";
import type { RunningServer, World } from "./world.ts";

function greeting({ url, setUpLink }: RunningServer, world: World): string {
  const at = `The console is at ${strong(url, world)}  (Ctrl+C ends it)\n`;
  if (setUpLink === null) return at;
  return `${at}\nNobody can log in yet. Make the first administrator with this link, which works once:\n${strong(setUpLink, world)}\n`;
}

/** `defender-graph start` */
export const start: Command = {
  name: "start",
  summary: "Serve the web console over the graph",
  about: `
Serves the console and its API until Ctrl+C. The console is reachable from this machine only, unless --host says otherwise.
The first start prints a link with which the first administrator is made; that one lets others in.

  defender-graph start
  defender-graph start --database acme.duckdb --port 8080
  defender-graph start --access open                       no log-in; this machine only
  defender-graph start --host 0.0.0.0 --public-url https://graph.example.com`,
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
    ...accessFlags,
  ],
  async run(world, given) {
    const access = accessOf(given);
    const desk = await world.openDesk({ database: databaseOf(given), mode: "write" });
    try {
      const host = given.text("host") ?? "127.0.0.1";
      const port = given.number("port") ?? 4_400;
      const server = await world.serve({ desk, host, port, access });
      await world.stdout.write(greeting(server, world));
      await untilInterrupted(world);
      await server.close();
      return 0;
    } finally {
      await desk.close();
    }
  },
};
