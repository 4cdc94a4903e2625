import { type Command, databaseFlag, strong } from "./command.ts";
import { untilInterrupted } from "./sample-tenant.ts";

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
    },
  ],
  async run(world, given) {
    const desk = await world.openDesk({ database: given.text("database") ?? "", mode: "write" });
    try {
      const host = given.text("host") ?? "127.0.0.1";
      const server = await world.serve({ desk, host, port: given.number("port") ?? 4_400 });
      await world.stdout.write(
        `The console is at ${strong(server.url, world)}  (Ctrl+C ends it)\n`,
      );
      await untilInterrupted(world);
      await server.close();
      return 0;
    } finally {
      await desk.close();
    }
  },
};
