// Applies day after day to a database: `<file> days <n>` until day n, `<file> dies <ms>` until it kills itself (-9)
// so many milliseconds after the first day.
import { openDatabase } from "../../src/store/database.ts";
import { ensureInstance } from "../../src/store/instance.ts";
import { applyFound } from "./store.ts";
import { dayOf } from "./store-days.ts";

const [path = "", until, amount] = process.argv.slice(2);
const last = until === "days" ? Number(amount) : Number.MAX_SAFE_INTEGER;
const die = (): boolean => process.kill(process.pid, "SIGKILL");
const database = await openDatabase({ path });
const instance = await ensureInstance(database, { tenantId: "t", accountName: null, now: 1 });
const store = { path, database, instance, close: () => database.close() };
const [row] = await database.all("select coalesce(max(observed_on), 0) as day from run");
const first = Number(row?.["day"]) + 1;
for (let day = first; day <= last; day++) {
  await applyFound(store, { at: day, ...dayOf(day) });
  if (until === "dies" && day === first) setTimeout(die, Number(amount));
}
await store.close();
