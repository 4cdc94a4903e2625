/** What one permission gives, and whether it is there. */
interface SourceTest {
  readonly source: string;
  readonly state: "granted" | "missing" | "unavailable" | "failed";
  readonly permission: string;
  readonly api: string;
  readonly without: string;
  readonly problem: string | null;
  readonly howToGrant: string | null;
}

/** What a test of a connection found. */
export interface AccessTest {
  readonly ok: boolean;
  readonly summary: string;
  readonly sources: readonly SourceTest[];
}
