/** The ways to see an answer. */
export const views = ["Graph", "Table", "Raw", "Plan"] as const;

/** One of them; `Plan` is how the database found it. */
export type View = (typeof views)[number];
