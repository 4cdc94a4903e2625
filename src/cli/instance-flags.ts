import type { Desk } from "../service/desk.ts";
import { pollingNames } from "../service/instances/polling.ts";
import { localCaller } from "../service/caller.ts";
import { databaseFlag, databaseOf, type ExitCode } from "./command.ts";
import type { Flag } from "./flag.ts";
import { type Given, misuse } from "./flags.ts";
import { momentOf } from "./moment.ts";
import {
  accessFlags,
  cloudOf,
  hostsOf,
  rateFactorFlag,
  rateFactorOf,
  sourcesFlag,
  sourcesOf,
} from "./tenant-flags.ts";
import type { World } from "./world.ts";

/** Every command about instances has these. */
export const commonFlags: readonly Flag[] = [
  databaseFlag,
  { name: "json", help: "print the answer as JSON on standard output" },
];

/** How an instance is read. */
export const settingFlags: readonly Flag[] = [
  ...accessFlags,
  {
    name: "account-name",
    value: "<name>",
    help: "names the account; written to every entity as tag.AccountName",
  },
  { name: "description", value: "<text>", help: "what you want to remember of it" },
  {
    name: "polling",
    value: "<interval>",
    help: `how often it is read: ${pollingNames.join(", ")} (DISABLED: by hand only)`,
    otherwise: "ONE_DAY",
  },
  sourcesFlag,
  {
    name: "tag",
    value: "<name=value>",
    help: "write tag.<name> to every entity; may be repeated",
    many: true,
  },
  { name: "no-account-tag", help: "do not write tag.AccountName" },
  {
    name: "secret-expires",
    value: "<day>",
    help: "when the secret ends, such as 2027-11-02: you are warned before",
  },
  rateFactorFlag,
];

type Settings = Readonly<Record<string, unknown>>;

function tagsOf(given: Given): Readonly<Record<string, string>> | undefined {
  const told = given.texts("tag");
  if (told.length === 0) return undefined;
  return Object.fromEntries(
    told.map((text) => {
      const at = text.indexOf("=");
      if (at < 1) throw misuse(`--tag wants name=value, not "${text}".`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** What the flags say of an instance's settings; what they do not say is absent. */
export function settingsOf(given: Given): Settings {
  const hosts = hostsOf(given);
  const cloud = given.text("cloud");
  const said = {
    accountName: given.text("account-name"),
    clientId: given.text("client-id"),
    description: given.text("description"),
    pollingInterval: given.text("polling")?.toUpperCase().replaceAll("-", "_"),
    cloud: cloud === undefined ? undefined : cloudOf(cloud),
    hosts: Object.keys(hosts).length === 0 ? undefined : hosts,
    secretExpiresOn: momentOf(given, "secret-expires"),
    sources: sourcesOf(given) ?? undefined,
    tags: tagsOf(given),
    tagAccountName: given.on("no-account-tag") ? false : undefined,
    rateFactor: given.text("rate-factor") === undefined ? undefined : rateFactorOf(given),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** The one number after the flags. Throws a `usage` failure. */
export function numberOf(given: Given, what: string): number {
  const [text, ...others] = given.positionals;
  if (text !== undefined && others.length === 0 && /^\d{1,9}$/.test(text)) return Number(text);
  throw misuse(`Which ${what}? Give its number.`);
}

/** What is done with a database. */
interface DeskWork {
  readonly mode: "read" | "change";
  /** Whether the database is made when it is not there yet. */
  readonly isNew?: true;
  work(desk: Desk): Promise<ExitCode>;
}

/** Opens the database, or the server that holds it, for as long as `work` needs it. */
export async function withDesk(world: World, given: Given, doing: DeskWork): Promise<ExitCode> {
  const { mode, isNew = false } = doing;
  const desk = await world.openDesk({ database: databaseOf(given), mode, isNew });
  try {
    return await doing.work(desk);
  } finally {
    await desk.close();
  }
}

/** Asks a verb as the owner of this machine. */
export function asking(input: unknown): Parameters<Desk["perform"]>[1] {
  return { caller: localCaller, input };
}

/** A moment for people: UTC, to the minute. */
export function timeText(moment: number | null): string {
  return moment === null ? "·" : new Date(moment).toISOString().slice(0, 16).replace("T", " ");
}
