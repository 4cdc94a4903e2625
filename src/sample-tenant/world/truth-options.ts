/** How the graph was collected. */
export interface TruthOptions {
  /** What every entity carries as `tag.AccountName`. */
  readonly accountName?: string;
  /** The first day of the world that was collected; later ones keep the keys of persons. 0 when absent. */
  readonly collectedSince?: number;
  /** The optional data sources that were read, such as `alerts`; none when absent. */
  readonly packs?: readonly string[];
}
