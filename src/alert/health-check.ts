/** What a rule may look at besides the graph: how the product itself fares. */
export const healthChecks = ["integration_blind", "secret_expiring"] as const;

export type HealthCheck = (typeof healthChecks)[number];
