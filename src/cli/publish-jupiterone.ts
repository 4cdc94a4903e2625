import { localCaller } from "../service/caller.ts";
import type { PublishReport, PublishInput } from "../service/publish/publish-jupiterone.ts";
import { isPublishable } from "../service/publish/publishable.ts";
import { type Command, databaseFlag, databaseOf } from "./command.ts";
import { type Given, misuse } from "./flags.ts";
import { grouped, inTime } from "./text-table.ts";
import { WorkProgress } from "./work-progress.ts";

function inputOf(given: Given): Omit<PublishInput, "progress" | "holding"> {
  const account = given.text("jupiterone-account");
  if (account === undefined)
    throw misuse("--jupiterone-account is missing: the id of the JupiterOne account.");
  const token = given.text("jupiterone-token");
  if (token === undefined)
    throw misuse("DEFENDER_GRAPH_JUPITERONE_TOKEN is missing: an API key of the account.");
  return {
    apiUrl: urlOf(given),
    account,
    token,
    scope: scopeOf(given),
    instanceId: given.number("instance"),
  };
}

function urlOf(given: Given): URL {
  const text = given.text("jupiterone-url") ?? "";
  if (isPublishable(text)) return new URL(text);
  throw misuse(`${given.origin("jupiterone-url")} wants an https address, not "${text}".`);
}

function scopeOf(given: Given): PublishInput["scope"] {
  const [id, name] = [given.text("jupiterone-instance"), given.text("jupiterone-scope")];
  if (id !== undefined && name === undefined) return { kind: "instance", id };
  if (name !== undefined && id === undefined) return { kind: "scope", name };
  throw misuse(
    "Say whose graph it is there: --jupiterone-instance <id> of a custom integration, or --jupiterone-scope <name>.",
  );
}

function summaryOf(report: PublishReport): string {
  const counts = (of: PublishReport["entities"]): string =>
    `${grouped(of.created)} created, ${grouped(of.updated)} updated, ${grouped(of.deleted)} deleted${of.errors > 0 ? `, ${grouped(of.errors)} refused` : ""}`;
  const partial =
    report.partialTypes.length === 0
      ? ""
      : `Not all was read of ${report.partialTypes.length} types: nothing of them is deleted there.\n`;
  return `Published ${grouped(report.objects)} objects in ${inTime(report.ms)} (job ${report.job}, ${report.status}).
Entities: ${counts(report.entities)}
Relationships: ${counts(report.relationships)}
${partial}`;
}

/** `defender-graph publish jupiterone` */
export const publishJupiterOne: Command = {
  name: "publish jupiterone",
  summary: "Put the graph into JupiterOne",
  about: `
Uploads the graph with JupiterOne's synchronization API, as one job: what it had of this graph and the graph has no more,
goes; of what was not read to its end nothing goes. One that broke off goes on where it was, when called again within
two hours. The API key comes from DEFENDER_GRAPH_JUPITERONE_TOKEN. Where a server holds the database, it publishes, and is
given the key for that: it keeps it no longer than that takes.

  defender-graph publish jupiterone --jupiterone-account acme --jupiterone-instance 3f0c…   (a custom integration)
  defender-graph publish jupiterone --jupiterone-account acme --jupiterone-scope defender

Exit code: 0 published, 2 JupiterOne refused some objects, 1 failed: what was there before stays.`,
  flags: [
    databaseFlag,
    {
      name: "instance",
      value: "<id>",
      help: "whose graph, when there are several",
      most: 2_147_483_647,
    },
    {
      name: "jupiterone-account",
      value: "<id>",
      help: "the id of the JupiterOne account",
      isNeeded: true,
    },
    {
      name: "jupiterone-instance",
      value: "<id>",
      help: "the id of a custom integration instance there; either this or a scope",
    },
    {
      name: "jupiterone-scope",
      value: "<name>",
      help: "a scope of its own there, in place of an integration instance",
    },
    {
      name: "jupiterone-url",
      value: "<url>",
      help: "the API's address",
      otherwise: "https://api.us.jupiterone.io",
    },
    {
      name: "jupiterone-token",
      value: "<key>",
      help: "an API key of that account",
      environmentOnly: true,
      isNeeded: true,
    },
    { name: "json", help: "print one JSON report" },
  ],
  async run(world, given) {
    const input = inputOf(given);
    const database = databaseOf(given);
    const desk = await world.openDesk({ database, mode: "change", isNew: false });
    const shown = new WorkProgress(world);
    const progress = (count: number): void => shown.take({ what: "objects", count });
    try {
      const asked = { ...input, caller: localCaller, progress };
      const report = await desk.publish(asked, world.interrupted);
      shown.clear();
      await world.stdout.write(
        given.on("json") ? `${JSON.stringify(report)}\n` : summaryOf(report),
      );
      return report.entities.errors + report.relationships.errors > 0 ? 2 : 0;
    } finally {
      shown.clear();
      await desk.close();
    }
  },
};
