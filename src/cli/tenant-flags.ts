import {
  type Credential,
  type CollectInput,
  clouds,
  collectSources,
  everySource,
} from "../service/collect.ts";
import type { Flag } from "./flag.ts";
import { type Given, misuse } from "./flags.ts";
import type { World } from "./world.ts";

/** The flags that say through which addresses and as whom a tenant is read. */
export const accessFlags: readonly Flag[] = [
  {
    name: "client-secret",
    value: "<secret>",
    help: "the secret's value; asked for on a terminal when absent",
    environmentOnly: true,
  },
  {
    name: "certificate",
    value: "<file>",
    help: "PEM file with certificate and private key, in place of a secret",
  },
  {
    name: "managed-identity",
    help: "use the managed identity of this machine, in place of a secret",
  },
  {
    name: "cloud",
    value: "<preset>",
    help: `one of ${clouds.join(", ")}`,
    otherwise: "commercial",
  },
  {
    name: "authority-url",
    value: "<url>",
    help: "token endpoint's host, in place of the preset's",
  },
  { name: "graph-url", value: "<url>", help: "Microsoft Graph's host, in place of the preset's" },
  { name: "defender-url", value: "<url>", help: "Defender's host, in place of the preset's" },
  {
    name: "defender-audience",
    value: "<uri>",
    help: "the audience of Defender's tokens, in place of the preset's",
  },
];

/** Which data sources are read. */
export const sourcesFlag: Flag = {
  name: "sources",
  value: "<a,b,…>",
  help: `data sources to read from now on, of: ${everySource.join(", ")}; when never said, all but the last four`,
};

/** For sample tenants. */
export const rateFactorFlag: Flag = {
  name: "rate-factor",
  value: "<n>",
  help: "multiply Microsoft's documented rate limits; for sample tenants whose clock is sped up",
  otherwise: "1",
};

/** A cloud by its name. Throws a `usage` failure. */
export function cloudOf(name: string): CollectInput["cloud"] {
  const cloud = clouds.find((known) => known === name.toLowerCase().replaceAll("_", "-"));
  if (cloud !== undefined) return cloud;
  throw misuse(`There is no cloud "${name}". There are: ${clouds.join(", ")}.`);
}

function certificateOf(pem: string): Credential {
  const block = (label: string): string | undefined =>
    new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`).exec(pem)?.[0];
  const certificate = block("CERTIFICATE");
  const privateKey = block("(?:RSA |EC )?PRIVATE KEY");
  if (certificate === undefined || privateKey === undefined) {
    throw misuse(
      "--certificate wants a PEM file that holds a CERTIFICATE and its unencrypted PRIVATE KEY.",
    );
  }
  return { kind: "certificate", certificate, privateKey };
}

/** Without a client id it is the machine's own identity, with one a user-assigned identity. */
function managedIdentityOf(given: Given): Credential {
  const clientId = given.text("client-id");
  return clientId === undefined
    ? { kind: "managedIdentity" }
    : { kind: "managedIdentity", clientId };
}

/** Addresses in place of a cloud's own. */
export function hostsOf(given: Given): CollectInput["hosts"] {
  const named = {
    authority: given.text("authority-url"),
    graph: given.text("graph-url"),
    defender: given.text("defender-url"),
    defenderAudience: given.text("defender-audience"),
  };
  return Object.fromEntries(Object.entries(named).filter(([, address]) => address !== undefined));
}

/** How the app registration proves who it is; a secret is asked for on a terminal. Throws a `usage` failure. */
export async function credentialOf(world: World, given: Given): Promise<Credential> {
  if (given.on("managed-identity")) return managedIdentityOf(given);
  const certificate = given.text("certificate");
  if (certificate !== undefined) return certificateOf(await world.readText(certificate));
  const secret =
    given.text("client-secret") ??
    (await world.askSecret("Client secret (its value, not shown): "));
  if (secret === null || secret === "") {
    throw misuse(
      "No client secret. Put its value into DEFENDER_GRAPH_CLIENT_SECRET (never into an argument).",
    );
  }
  return { kind: "secret", secret };
}

/** The data sources that are named, `all` for all of them; `null` when none is. Throws a `usage` failure. */
export function sourcesOf(given: Given): CollectInput["sources"] {
  const words = wordsOf(given, "sources");
  if (words === null) return null;
  if (words.join() === "all") return collectSources;
  if (words.includes("software") && !words.includes("vulnerabilities")) {
    throw misuse("Software is told by the rows of vulnerabilities: name both in --sources.");
  }
  return words.map(sourceOf);
}

/** The words of a list; `null` where there is none. Throws a `usage` failure for an empty one. */
export function wordsOf(given: Given, flag: string): readonly string[] | null {
  const asked = given.text(flag);
  if (asked === undefined) return null;
  const words = asked.split(",").map((word) => word.trim().toLowerCase().replaceAll("-", "_"));
  const named = words.filter((word) => word !== "");
  if (named.length === 0) throw misuse(`${given.origin(flag)} names no data source.`);
  return named;
}

/** A data source by its name. Throws a `usage` failure. */
export function sourceOf(word: string): (typeof everySource)[number] {
  const known = everySource.find((source) => source === word);
  if (known !== undefined) return known;
  throw misuse(`There is no data source "${word}". There are: ${everySource.join(", ")}.`);
}

/** What the rate limits are multiplied by. */
export function rateFactorOf(given: Given): number {
  const factor = given.number("rate-factor") ?? 1;
  if (factor > 0) return factor;
  throw misuse(
    `${given.origin("rate-factor")} wants a number above 0; 1 keeps Microsoft's documented limits.`,
  );
}
