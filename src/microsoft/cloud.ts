import { Failure } from "../base/failure.ts";

/** One of Microsoft's clouds (`microsoft-apis` §1.5). */
export type Cloud = "commercial" | "gcc" | "gcc-high" | "dod" | "china";

/** The addresses that a tenant is read through. Base URLs without a trailing slash. */
export interface Hosts {
  /** Where tokens come from, such as `https://login.microsoftonline.com`. */
  readonly authority: string;
  /** Microsoft Graph without `/v1.0`. */
  readonly graph: string;
  /** What a Graph token is made out to: the cloud's own Graph host, also where `graph` is a proxy. */
  readonly graphAudience: string;
  /** Defender without `/api`. */
  readonly defender: string;
  /**
   * What a Defender token is made out to. Not the host: a token for `https://api.security.microsoft.com` is
   * issued, then refused with 403 (`microsoft-apis` §1.2).
   */
  readonly defenderAudience: string;
}

/** Addresses in place of a cloud's own. */
export type HostOverrides = Partial<Hosts>;

type Preset = Pick<Hosts, "authority" | "graph"> & Partial<Hosts>;

const presets: Readonly<Record<Cloud, Preset>> = {
  commercial: {
    authority: "https://login.microsoftonline.com",
    graph: "https://graph.microsoft.com",
    defender: "https://api.security.microsoft.com",
    defenderAudience: "https://api.securitycenter.microsoft.com",
  },
  gcc: {
    authority: "https://login.microsoftonline.com",
    graph: "https://graph.microsoft.com",
    defender: "https://api-gcc.securitycenter.microsoft.us",
    defenderAudience: "https://api-gcc.securitycenter.microsoft.us",
  },
  "gcc-high": {
    authority: "https://login.microsoftonline.us",
    graph: "https://graph.microsoft.us",
    defender: "https://api-gov.securitycenter.microsoft.us",
    defenderAudience: "https://api-gov.securitycenter.microsoft.us",
  },
  dod: {
    authority: "https://login.microsoftonline.us",
    graph: "https://dod-graph.microsoft.us",
    defender: "https://api-gov.securitycenter.microsoft.us",
    defenderAudience: "https://api-gov.securitycenter.microsoft.us",
  },
  china: {
    authority: "https://login.chinacloudapi.cn",
    graph: "https://microsoftgraph.chinacloudapi.cn",
  },
};

/** The hosts of a cloud, each replaceable. Throws `Failure` for an address that cannot be used. */
export function hostsOf(cloud: Cloud, overrides: HostOverrides = {}): Hosts {
  const preset = presets[cloud];
  const defender = overrides.defender ?? preset.defender;
  if (defender === undefined) {
    throw new Failure(
      `Cannot read Defender in the ${cloud} cloud: Microsoft publishes no Defender API host for it. ` +
        `If you know one, give it as the Defender URL together with its audience.`,
      { code: "defender_not_in_cloud", retryable: false },
    );
  }
  const graph = baseUrl(overrides.graph ?? preset.graph, "Graph URL").replace(/\/v1\.0$/i, "");
  const isMicrosofts = Object.values(presets).some((known) => known.graph === graph);
  return {
    authority: baseUrl(overrides.authority ?? preset.authority, "authority URL"),
    graph,
    graphAudience: audience(overrides.graphAudience ?? (isMicrosofts ? graph : preset.graph)),
    defender: baseUrl(defender, "Defender URL").replace(/\/api$/i, ""),
    defenderAudience: audience(overrides.defenderAudience ?? preset.defenderAudience ?? defender),
  };
}

/** An audience is a name, not an address: `/.default` and slashes at its end are dropped. */
function audience(text: string): string {
  return text.replace(/\/\.default$/i, "").replace(/\/+$/, "");
}

/** A base URL without trailing slashes, or a `Failure`: `invalid_url`, `insecure_url`. */
function baseUrl(text: string, name: string): string {
  const url = URL.parse(text);
  if (url === null || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new Failure(
      `Cannot use the ${name} "${hideUser(text)}": give a plain https:// address.`,
      {
        code: "invalid_url",
        retryable: false,
      },
    );
  }
  if (!isSafe(url)) {
    throw new Failure(
      `Cannot use the ${name} ${url.origin}: tokens travel over https only. ` +
        `Plain http is accepted for this machine itself (127.0.0.1, ::1, localhost).`,
      { code: "insecure_url", retryable: false },
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

/** Whether a URL may carry a token or data: https, or plain http to this machine itself. */
export function isSafe(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname === "[::1]" ||
    hostname.endsWith(".localhost") ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

function hideUser(text: string): string {
  return text.replace(/\/\/[^/@]*@/, "//…@");
}
