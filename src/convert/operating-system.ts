/** JupiterOne's closed list of operating system families, as far as Defender knows them. */
export type OsType = "darwin" | "linux" | "unix" | "windows" | "android" | "ios" | "other";

/** By the beginning of Defender's `osPlatform` in lower case: the first that fits. */
const families: readonly (readonly [RegExp, OsType])[] = [
  [/^windows/, "windows"],
  [/^mac|^osx|^darwin/, "darwin"],
  [/^ios|^ipados/, "ios"],
  [/^android/, "android"],
  [/linux|^ubuntu|^debian|^centos|^fedora|^rhel|^suse|^sles|^rocky|^alma|^mariner/, "linux"],
  [/unix|bsd|^solaris|^aix/, "unix"],
];

const unknownPlatforms = new Set(["other", "unknown", "none"]);

/** The family of an `osPlatform`; `other` where it fits none, `null` where Defender gave none. */
export function osTypeOf(platform: string | null): OsType | null {
  if (platform === null) return null;
  const lower = platform.toLowerCase();
  return families.find(([pattern]) => pattern.test(lower))?.[1] ?? "other";
}

/** Names whose capitals are no word boundaries. */
const properNames: Readonly<Record<string, string>> = {
  macos: "macOS",
  ios: "iOS",
  ipados: "iPadOS",
  centos: "CentOS",
  freebsd: "FreeBSD",
  redhatenterpriselinux: "Red Hat Enterprise Linux",
  suselinuxenterpriseserver: "SUSE Linux Enterprise Server",
};

/** `WindowsServer2012R2` as `Windows Server 2012 R2`; `null` where Defender does not know. */
export function osNameOf(platform: string | null): string | null {
  if (platform === null || unknownPlatforms.has(platform.toLowerCase())) return null;
  const proper = properNames[platform.toLowerCase()];
  if (proper !== undefined) return proper;
  return platform
    .replaceAll(/(\p{Ll})(\p{Lu}|\d)/gu, "$1 $2")
    .replaceAll(/(\d)(\p{Lu})/gu, "$1 $2")
    .trim();
}
