import type { HealthCheck } from "../../alert/health-check.ts";
import type { Severity } from "../../alert/severity.ts";
import type { Parameters } from "../../j1ql/parameters.ts";

/** A rule that ships with the product, off until it is switched on. Its id never changes. */
export interface PackRule {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
  /** J1QL over the graph, or a check of the product's own runs. */
  readonly asks: { readonly query: string } | { readonly check: HealthCheck };
  /** Only what was not there when the rule was switched on. */
  readonly newOnly: boolean;
  readonly parameters?: Parameters;
  readonly tags: readonly string[];
}
