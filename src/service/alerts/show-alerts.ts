import { z } from "zod";
import { alertStates } from "../../alert/alert-state.ts";
import { findAlert, listAlerts, listHappenings, type StoredAlert } from "../../store/alert.ts";
import type { Database } from "../../store/database.ts";
import { notFound } from "../not-found.ts";
import { cutPage, pageInput, pageOf } from "../paging.ts";
import { readVerb } from "../verb.ts";
import { alertView, listed, whole, wholeAlertView } from "./alert-view.ts";

/** An alert. Throws `not_found`. */
export async function alertOf(reader: Pick<Database, "all">, id: number): Promise<StoredAlert> {
  const alert = await findAlert(reader, id);
  if (alert === null) throw notFound(`alert ${id}`, "alerts list");
  return alert;
}

const live = alertStates.filter((state) => state !== "closed");

/** Alerts, latest first. */
export const alertsList = readVerb({
  name: "alerts.list",
  summary: "Alerts, latest first: those that are not closed, or those in one state",
  role: "viewer",
  input: z.strictObject({
    state: z.enum([...alertStates, "live", "all"]).default("live"),
    ruleId: z.coerce.number().int().optional(),
    ...pageInput,
  }),
  output: pageOf(alertView),
  async run({ parts }, { state, ruleId = null, cursor, limit }) {
    const states = state === "all" ? alertStates : state === "live" ? live : [state];
    const asked = { states, ruleId, before: cursor ?? null, limit: limit + 1 };
    return cutPage((await listAlerts(parts.database, asked)).map(listed), limit);
  },
});

/** One alert. */
export const alertsGet = readVerb({
  name: "alerts.get",
  summary: "One alert with its evidence and all that happened to it",
  role: "viewer",
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: wholeAlertView,
  async run({ parts }, { id }) {
    const alert = await alertOf(parts.database, id);
    return whole(alert, await listHappenings(parts.database, id));
  },
});
