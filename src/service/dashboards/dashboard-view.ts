import { z } from "zod";
import type { StoredDashboard } from "../../store/dashboard.ts";

/** How a tile shows what its query finds. */
const tileKind = z.enum(["number", "table", "line", "bar"]).meta({
  description:
    "number: how much it finds; table: its first rows; bar: its first text column with its first number; line: how much it found on each of the last days",
});

const tile = z.strictObject({
  title: z.string().trim().min(1).max(300),
  kind: tileKind,
  query: z.string().trim().min(1).max(20_000).meta({ description: "J1QL" }),
  days: z
    .number()
    .int()
    .min(2)
    .max(90)
    .default(14)
    .meta({ description: "How far a line looks back" }),
});

/** A board: its name and its tiles, in their order. */
export const dashboardDefinition = z.strictObject({
  title: z.string().trim().min(1).max(200),
  tiles: z.array(tile).max(60).default([]),
});

export type DashboardDefinition = z.output<typeof dashboardDefinition>;

/** A board as the doors show it. */
export const dashboardView = dashboardDefinition.extend({
  id: z.number(),
  version: z.number().meta({ description: "Counts the changes; who changes it names it" }),
  createdOn: z.number(),
  updatedOn: z.number(),
});

export type DashboardView = z.output<typeof dashboardView>;

/** A stored board as the doors show it. */
export function viewOf({ definition, ...rest }: StoredDashboard): DashboardView {
  return { ...dashboardDefinition.parse(JSON.parse(definition)), ...rest };
}
