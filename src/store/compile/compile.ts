import type { Plan } from "../../j1ql/plan.ts";
import { compileList } from "./compile-list.ts";
import { compileTable } from "./compile-table.ts";
import { compileTree } from "./compile-tree.ts";
import { type CompileOptions, contextOf } from "./context.ts";
import { innerPlans } from "./inner-plans.ts";
import { lateEntities } from "./late-entities.ts";
import type { TableOutput } from "./output.ts";
import type { Statement } from "./statement.ts";

/** A plan as one statement, and what its rows hold. */
export interface Compiled extends Statement {
  /** Where the rows of a tree's entities hold their ids alone: the statement that reads the rest of them. */
  readonly late?: (ids: readonly number[]) => Statement;
  readonly result: Plan["result"];
  /** The columns of a table; empty otherwise. */
  readonly output: TableOutput;
}

/** Turns a plan into one statement. Everything that a user typed is a bound value. */
export function compile(plan: Plan, options: CompileOptions): Compiled {
  const context = contextOf(plan, options, innerPlans());
  switch (plan.result) {
    case "list":
      return { ...context.binder.statement(compileList(context)), ...only("list") };
    case "tree":
      return {
        ...context.binder.statement(compileTree(context)),
        ...only("tree"),
        ...(context.dialect.isLate ? { late: (ids) => lateEntities(plan, options, ids) } : {}),
      };
    case "table": {
      const { sql, output } = compileTable(context);
      return { ...context.binder.statement(sql), result: "table", output };
    }
  }
}

function only(result: "list" | "tree"): Pick<Compiled, "result" | "output"> {
  return { result, output: [] };
}
