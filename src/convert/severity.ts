/** From harmless to grave; what is not listed is below the first. */
type Scale = readonly string[];

const severities: Scale = ["none", "informational", "low", "medium", "high", "critical"];

const exploitabilities: Scale = [
  "noexploit",
  "exploitispublic",
  "exploitisverified",
  "exploitisinkit",
];

/** The graver of two words; among words of one rank the later in code-unit order, so that the order of asking is no matter. */
function graver(scale: Scale, one: string, other: string): string {
  if (one === other) return one;
  const rank = scale.indexOf(one.toLowerCase()) - scale.indexOf(other.toLowerCase());
  if (rank !== 0) return rank > 0 ? one : other;
  return one > other ? one : other;
}

/** The worse of two severities, such as `Critical` of `High` and `Critical`. */
export function worseSeverity(one: string, other: string): string {
  return graver(severities, one, other);
}

/** The worse of two exploitability levels: NoExploit, ExploitIsPublic, ExploitIsVerified, ExploitIsInKit. */
export function worseExploitability(one: string, other: string): string {
  return graver(exploitabilities, one, other);
}

/** What an exploitability level says about exploits; all `null` for a level that is unknown. */
export interface Exploits {
  readonly published: boolean | null;
  readonly verified: boolean | null;
  readonly inKit: boolean | null;
}

/** Each level includes the ones before it. */
export function exploitsOf(level: string | null): Exploits {
  const rank = level === null ? -1 : exploitabilities.indexOf(level.toLowerCase());
  if (rank < 0) return { published: null, verified: null, inKit: null };
  return { published: rank >= 1, verified: rank >= 2, inKit: rank >= 3 };
}
