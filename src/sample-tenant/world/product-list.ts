import type { Family } from "./system.ts";

/** A product of a vendor, as the finding export names it. */
export interface Product {
  readonly vendor: string | null;
  readonly name: string;
  /** The one platform that this product is the operating system of. */
  readonly platform?: string;
  /** Share of the machines of a family that have it. */
  readonly popularity: Partial<Readonly<Record<Family, number>>>;
  /** How many weaknesses it has compared with others; 0 for a product without. */
  readonly weight: number;
  readonly major: number;
  readonly fix: "kb" | "rhsa" | "usn" | "none";
  /** Where it lies; `*` stands for the version. */
  readonly paths: readonly string[];
  /** Name of the product whose code it contains, and with it a part of the weaknesses. */
  readonly contains?: string;
  /** Installed for each user rather than for the machine. */
  readonly perUser?: true;
}

function windowsSystem(name: string, platform: string, major: number): Product {
  const paths = ["C:\\Windows\\System32\\ntoskrnl.exe"];
  return {
    vendor: "microsoft",
    name,
    platform,
    popularity: {},
    weight: 3,
    major,
    fix: "kb",
    paths,
  };
}

function unixSystem(
  vendor: string,
  name: string,
  at: { platform: string; fix: "rhsa" | "usn" | "none" },
): Product {
  return {
    vendor,
    name,
    platform: at.platform,
    popularity: {},
    weight: 3,
    major: 5,
    fix: at.fix,
    paths: ["/boot/vmlinuz-*"],
  };
}

type Details = Pick<Product, "popularity" | "paths"> & Partial<Product>;

function program(vendor: string | null, name: string, details: Details): Product {
  return { vendor, name, weight: 1, major: 1, fix: "none", ...details };
}

const javaPaths = Array.from(
  { length: 14 },
  (_, at) => `C:\\Program Files\\Contoso\\app${String(at).padStart(2, "0")}\\lib\\log4j-core-*.jar`,
);

/** Products with weaknesses, the ones that matter most first: a small catalogue uses only the first few. */
export const weakProducts: readonly Product[] = [
  windowsSystem("windows_11", "Windows11", 10),
  program("google", "chrome", {
    popularity: { windows: 0.85, mac: 0.8, server: 0.3 },
    weight: 2,
    major: 128,
    paths: ["C:\\Program Files\\Google\\Chrome\\Application\\*\\chrome.dll"],
    perUser: true,
  }),
  windowsSystem("windows_10", "Windows10", 10),
  program("microsoft", "edge_chromium-based", {
    popularity: { windows: 0.98, server: 0.7 },
    major: 128,
    contains: "chrome",
    paths: ["C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\*\\msedge.dll"],
  }),
  windowsSystem("windows_server_2019", "WindowsServer2019", 10),
  program("apache", "log4j", {
    popularity: { server: 0.35, windows: 0.08, linux: 0.3 },
    major: 2,
    paths: javaPaths,
  }),
  windowsSystem("windows_server_2022", "WindowsServer2022", 10),
  unixSystem("red_hat", "enterprise_linux_kernel", {
    platform: "RedHatEnterpriseLinux",
    fix: "rhsa",
  }),
  unixSystem("canonical", "ubuntu_linux", { platform: "Ubuntu", fix: "usn" }),
  { ...unixSystem("apple", "macos", { platform: "macOS", fix: "none" }), major: 14, paths: [] },
  program("mozilla", "firefox", {
    popularity: { windows: 0.3, mac: 0.35, linux: 0.1 },
    weight: 2,
    major: 129,
    paths: ["C:\\Program Files\\Mozilla Firefox\\firefox.exe"],
  }),
  program("mozilla", "thunderbird", {
    popularity: { windows: 0.12, linux: 0.02 },
    major: 129,
    contains: "firefox",
    paths: ["C:\\Program Files\\Mozilla Thunderbird\\thunderbird.exe"],
  }),
  program("openssl", "openssl", {
    popularity: { windows: 0.4, server: 0.5, linux: 0.95, mac: 0.3 },
    major: 3,
    paths: [
      "C:\\Program Files\\Git\\mingw64\\bin\\libcrypto-3-x64.dll",
      "C:\\tools\\openssl\\libssl-3-x64.dll",
    ],
  }),
  program("openvpn", "openvpn", {
    popularity: { windows: 0.2, mac: 0.2, linux: 0.1 },
    major: 2,
    contains: "openssl",
    paths: ["C:\\Program Files\\OpenVPN\\bin\\openvpn.exe"],
  }),
  program("microsoft", "office", {
    popularity: { windows: 0.9, mac: 0.6 },
    weight: 2,
    major: 16,
    fix: "kb",
    paths: ["C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE"],
  }),
  program("microsoft", ".net", {
    popularity: { windows: 0.7, server: 0.7 },
    major: 8,
    fix: "kb",
    paths: ["C:\\Program Files\\dotnet\\shared\\Microsoft.NETCore.App\\*\\coreclr.dll"],
  }),
  program("microsoft", "visual_studio_2022", {
    popularity: { windows: 0.12 },
    major: 17,
    contains: ".net",
    fix: "kb",
    paths: [
      "C:\\Program Files\\Microsoft Visual Studio\\2022\\Enterprise\\Common7\\IDE\\devenv.exe",
    ],
  }),
  program("oracle", "jdk", {
    popularity: { windows: 0.15, server: 0.3, linux: 0.3 },
    weight: 2,
    major: 17,
    paths: Array.from(
      { length: 6 },
      (_, at) => `C:\\Program Files\\Java\\jdk-*\\bin\\server\\jvm${at}.dll`,
    ),
  }),
  program("adobe", "acrobat_reader_dc", {
    popularity: { windows: 0.6, mac: 0.3 },
    weight: 2,
    major: 24,
    paths: ["C:\\Program Files\\Adobe\\Acrobat DC\\Acrobat\\Acrobat.exe"],
  }),
  windowsSystem("windows_server_2016", "WindowsServer2016", 10),
  windowsSystem("windows_server_2012_r2", "WindowsServer2012R2", 6),
  unixSystem("debian", "debian_linux", { platform: "Debian", fix: "none" }),
  program("zoom", "zoom", {
    popularity: { windows: 0.4, mac: 0.5 },
    major: 6,
    paths: [],
    perUser: true,
  }),
  program("microsoft", "teams", {
    popularity: { windows: 0.8, mac: 0.6 },
    weight: 0.5,
    major: 24,
    paths: [],
    perUser: true,
  }),
  program("python", "python", {
    popularity: { windows: 0.2, server: 0.2, linux: 0.9, mac: 0.4 },
    major: 3,
    paths: ["C:\\Program Files\\Python\\python.exe"],
  }),
  program("nodejs", "node.js", {
    popularity: { windows: 0.15, server: 0.15, linux: 0.2, mac: 0.3 },
    major: 20,
    paths: [],
  }),
  program("microsoft", "sql_server", {
    popularity: { server: 0.25 },
    major: 15,
    fix: "kb",
    paths: [],
  }),
  program("vmware", "tools", { popularity: { server: 0.6 }, weight: 0.6, major: 12, paths: [] }),
  program("apache", "http_server", {
    popularity: { linux: 0.3, server: 0.06 },
    major: 2,
    paths: ["/usr/sbin/httpd"],
  }),
  program("wireshark", "wireshark", {
    popularity: { windows: 0.08, mac: 0.08 },
    weight: 2,
    major: 4,
    paths: [],
  }),
  program("git-scm", "git", {
    popularity: { windows: 0.3, linux: 0.6, mac: 0.4 },
    weight: 0.6,
    major: 2,
    paths: [],
  }),
  program("vim", "vim", {
    popularity: { linux: 0.9 },
    weight: 2,
    major: 9,
    paths: ["/usr/bin/vim"],
  }),
  program("putty", "putty", {
    popularity: { windows: 0.15, server: 0.3 },
    weight: 0.4,
    major: 0,
    paths: [],
  }),
  program("rarlab", "winrar", { popularity: { windows: 0.12 }, weight: 0.4, major: 6, paths: [] }),
];

/** Products without a known weakness; one of an unknown vendor. */
export const soundProducts: readonly Product[] = [
  program("contoso", "vpn_client", {
    weight: 0,
    popularity: { windows: 0.9, mac: 0.9 },
    major: 4,
    paths: [],
  }),
  program("logitech", "options", {
    weight: 0,
    popularity: { windows: 0.25, mac: 0.2 },
    major: 9,
    paths: [],
  }),
  program("dell", "command_update", {
    weight: 0,
    popularity: { windows: 0.5 },
    major: 5,
    paths: [],
  }),
  program("greenshot", "greenshot", {
    weight: 0,
    popularity: { windows: 0.15 },
    major: 1,
    paths: [],
  }),
  program("microsoft", "laps", {
    weight: 0,
    popularity: { windows: 0.3, server: 0.7 },
    major: 6,
    paths: [],
  }),
  program("veeam", "backup_and_replication", {
    weight: 0,
    popularity: { server: 0.5, linux: 0.3 },
    major: 6,
    paths: [],
  }),
  program("htop", "htop", { weight: 0, popularity: { linux: 0.7 }, major: 3, paths: [] }),
  program(null, "inhouse_tool", {
    weight: 0,
    popularity: { windows: 0.06, server: 0.1 },
    major: 1,
    paths: [],
  }),
];
