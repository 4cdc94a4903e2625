/** How bad it is, from least to most; the words are JupiterOne's. */
export const severities = ["INFO", "LOW", "MEDIUM", "HIGH", "CRITICAL"] as const;

export type Severity = (typeof severities)[number];
