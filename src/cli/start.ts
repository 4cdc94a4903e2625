import { type Command, colour, databaseFlag, databaseOf, strong } from "./command.ts";
import { highestPort, untilInterrupted } from "./sample-tenant.ts";
import type { World } from "./world.ts";

/** Addresses that only this machine reaches. */
const onlyHere = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i;

function openToAll(world: World, host: string): string {
  const warning = colour("warning", { world, stream: "stderr", style: "yellow" });
  return `${warning}: there is no log-in yet. Whoever reaches ${host} on this port can read the whole graph.\n`;
}

/** `defender-graph start` */
export const start: Command = {
  name: "start",
  summary: "Serve the web console over the graph",
  about: `
Serves the console and its API until Ctrl+C. The console is reachable from this machine only, unless --host says otherwise.

  defender-graph start
  defender-graph start --database acme.duckdb --port 8080`,
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
  ],
  async run(world, given) {
    const desk = await world.openDesk({ database: databaseOf(given), mode: "write" });
    try {
      const host = given.text("host") ?? "127.0.0.1";
      const server = await world.serve({ desk, host, port: given.number("port") ?? 4_400 });
      await world.stdout.write(
        `The console is at ${strong(server.url, world)}  (Ctrl+C ends it)\n`,
      );
      if (!onlyHere.test(host)) await world.stderr.write(openToAll(world, host));
      await untilInterrupted(world);
      await server.close();
      return 0;
    } finally {
      await desk.close();
    }
  },
};
