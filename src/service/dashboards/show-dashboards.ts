import { z } from "zod";
import { listDashboards, readDashboard } from "../../store/dashboard.ts";
import { notFound } from "../not-found.ts";
import { readVerb } from "../verb.ts";
import { dashboardView, viewOf } from "./dashboard-view.ts";

/** The boards that were made here. */
export const dashboardsList = readVerb({
  name: "dashboards.list",
  summary: "The dashboards that were made here; the one that ships is a page of the console",
  role: "viewer",
  input: z.strictObject({}),
  output: z.object({ items: z.array(dashboardView) }),
  run: async ({ parts }) => ({ items: (await listDashboards(parts.database)).map(viewOf) }),
});

/** One board. */
export const dashboardsGet = readVerb({
  name: "dashboards.get",
  summary: "One dashboard",
  role: "viewer",
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: dashboardView,
  async run({ parts }, { id }) {
    const found = await readDashboard(parts.database, id);
    if (found === null) throw notFound(`dashboard ${id}`);
    return viewOf(found);
  },
});
