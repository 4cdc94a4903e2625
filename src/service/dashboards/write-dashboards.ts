import { z } from "zod";
import { checkText } from "../../j1ql/analyse.ts";
import {
  addDashboard,
  changeDashboard,
  readDashboard,
  removeDashboard,
} from "../../store/dashboard.ts";
import { conflicting, invalid, notFound } from "../not-found.ts";
import { changeVerb } from "../verb.ts";
import {
  type DashboardDefinition,
  dashboardDefinition,
  dashboardView,
  viewOf,
} from "./dashboard-view.ts";

/** Throws `request_invalid` with all that is wrong with the tiles' queries. */
function refuseWrongTiles(verb: string, { tiles }: DashboardDefinition): void {
  const problems = tiles.flatMap(({ title, query }, index) =>
    checkText(query).problems.map(
      ({ message, from }) =>
        `tiles.${index}.query ("${title}"), at sign ${from + 1}: ${message.replace(/\.$/, "")}`,
    ),
  );
  if (problems.length > 0) throw invalid(verb, problems);
}

function about({ title, tiles }: DashboardDefinition): object {
  return { title, tiles: tiles.length };
}

/** A new board. */
export const dashboardsCreate = changeVerb({
  name: "dashboards.create",
  summary: "Make a dashboard",
  role: "editor",
  input: dashboardDefinition,
  output: dashboardView,
  async run({ parts, session, note }, definition) {
    refuseWrongTiles("dashboards.create", definition);
    const now = parts.world.clock.now();
    const saved = await addDashboard(session, { definition: JSON.stringify(definition), now });
    note({ object: `dashboard ${saved.id}`, details: about(definition) });
    return viewOf(saved);
  },
});

/** A board in place of what it was. What someone else changed meanwhile is not overwritten. */
export const dashboardsEdit = changeVerb({
  name: "dashboards.edit",
  summary: "Save a dashboard in place of what it was, if nobody else changed it meanwhile",
  role: "editor",
  input: dashboardDefinition.extend({
    id: z.coerce.number().int(),
    version: z.number().int().meta({ description: "The version that was changed" }),
  }),
  output: dashboardView,
  async run({ parts, session, note }, { id, version, ...definition }) {
    refuseWrongTiles("dashboards.edit", definition);
    const before = await readDashboard(session, id);
    if (before === null) throw notFound(`dashboard ${id}`);
    const now = parts.world.clock.now();
    const text = JSON.stringify(definition);
    const saved = await changeDashboard(session, { id, version, definition: text, now });
    if (saved === null)
      throw conflicting(
        `Dashboard ${id} was changed by someone else: it is of version ${before.version}, and this change was made to version ${version}. Read it again, then change it.`,
      );
    note({ object: `dashboard ${id}`, details: about(definition) });
    return viewOf(saved);
  },
});

/** Forgets a board. */
export const dashboardsDelete = changeVerb({
  name: "dashboards.delete",
  summary: "Delete a dashboard",
  role: "editor",
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: z.object({ deleted: z.boolean() }),
  async run({ session, note }, { id }) {
    const gone = await removeDashboard(session, id);
    if (gone === null) throw notFound(`dashboard ${id}`);
    note({ object: `dashboard ${id}`, details: about(viewOf(gone)) });
    return { deleted: true };
  },
});
