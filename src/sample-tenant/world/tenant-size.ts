/** How big the simulated tenant is on its first day. */
export interface TenantSize {
  /** Rows of `/api/machines`. */
  readonly devices: number;
  /** Rows of `/users`. */
  readonly users: number;
  readonly groups: number;
  /** Weaknesses that exist in the world; not all of them need to expose a machine. */
  readonly cves: number;
  /** Rows with a CVE per machine, on average. */
  readonly findingsPerDevice: number;
  /** Rows of `logonusers` per machine, on average. */
  readonly logonsPerDevice: number;
}
