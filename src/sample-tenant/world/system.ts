/** The families that software is made for. */
export type Family = "windows" | "server" | "linux" | "mac" | "other";

/** An operating system as Defender names it. */
export interface System {
  readonly platform: string;
  readonly version: string;
  readonly build: number | null;
  readonly family: Family;
  /** What the finding export calls the platform. */
  readonly exportPlatform: string;
  readonly sensorPrefix: string;
}

function windows(platform: string, version: string, build: number): System {
  const family = platform.includes("Server") ? "server" : "windows";
  return {
    platform,
    version,
    build,
    family,
    exportPlatform: platform,
    sensorPrefix: `10.8760.${build}.`,
  };
}

function linux(platform: string, version: string): System {
  return {
    platform,
    version,
    build: null,
    family: "linux",
    exportPlatform: "Linux",
    sensorPrefix: "30.124",
  };
}

/** Every operating system of the sample world. */
export const systems = {
  windows11: windows("Windows11", "23H2", 22_631),
  windows11Next: windows("Windows11", "24H2", 26_100),
  windows10: windows("Windows10", "22H2", 19_045),
  server2012: windows("WindowsServer2012R2", "6.3", 9600),
  server2016: windows("WindowsServer2016", "1607", 14_393),
  server2019: windows("WindowsServer2019", "1809", 17_763),
  server2022: windows("WindowsServer2022", "21H2", 20_348),
  ubuntuShort: linux("Ubuntu", "20.4"),
  ubuntuLong: linux("Ubuntu", "20.04"),
  ubuntuNext: linux("Ubuntu", "22.04"),
  redHat: linux("RedHatEnterpriseLinux", "9.5"),
  debian: linux("Debian", "12"),
  mac: {
    platform: "macOS",
    version: "14.5",
    build: null,
    family: "mac",
    exportPlatform: "macOS",
    sensorPrefix: "20.124",
  },
  unknown: {
    platform: "Other",
    version: "Other",
    build: null,
    family: "other",
    exportPlatform: "Other",
    sensorPrefix: "",
  },
} as const satisfies Readonly<Record<string, System>>;

/** Shares among the machines that people sit at. */
export const workstationShares: readonly (readonly [number, System])[] = [
  [0.5, systems.windows11],
  [0.14, systems.windows11Next],
  [0.26, systems.windows10],
  [0.1, systems.mac],
];

/** Shares among servers. */
export const serverShares: readonly (readonly [number, System])[] = [
  [0.06, systems.server2012],
  [0.1, systems.server2016],
  [0.28, systems.server2019],
  [0.26, systems.server2022],
  [0.06, systems.ubuntuShort],
  [0.06, systems.ubuntuLong],
  [0.06, systems.ubuntuNext],
  [0.08, systems.redHat],
  [0.04, systems.debian],
];
