import type { Clock } from "../base/clock.ts";
import type { SmartClasses } from "../j1ql/smart-classes.ts";
import type { Database } from "../store/database.ts";
import type { TypesOfSteps } from "./doubt.ts";

/** What evaluation needs of the world. */
export interface AlertWorld {
  readonly database: Database;
  readonly clock: Clock;
  readonly smartClasses: () => Promise<SmartClasses>;
  readonly typesOfSteps: TypesOfSteps;
}
