/** What is to be known of a question before it is asked. */
interface BoundQuestion {
  readonly timeoutMs: number;
  /** Whether it is about the graph of another moment. */
  readonly isPast: boolean;
}

/** What differs between engines, besides how J1QL is compiled. Arguments and results are SQL unless said otherwise. */
export interface Dialect {
  readonly name: "duckdb" | "postgres";
  /** A statement that makes tables, out of one in which `{digest}`, `{properties}` and `{record}` stand for column types. */
  readonly ddl: (statement: string) => string;
  /** A short digest of a text. */
  readonly digest: (text: string) => string;
  /** The same digest of a text, both plain texts: decimal digits. */
  readonly digestOf: (text: string) => string;
  /** A JSON text as the column of properties takes it. */
  readonly properties: (json: string) => string;
  /** The values of some properties out of a column of them, as the text of a JSON list; names are ours. */
  readonly pickedOf: (properties: string, names: readonly string[]) => string;
  /** Names and kinds of a JSON object's properties, as JSON: one of `kindOf`'s names, or something else for a list. */
  readonly structureOf: (properties: string) => string;
  /** A query for the last number that a sequence gave, or one that it may give next. */
  readonly lastOfSequence: (name: string) => string;
  /** A query for all sequences that gave a number, `name`, and the last that they gave, `last`. */
  readonly sequencesSql: string;
  /** Statements that let a sequence go on after a number. */
  readonly continueSequence: (name: string, last: number) => readonly string[];
  /** A query for where the tables are, `name`, as bulk writing takes it. */
  readonly tablesPlace: string;
  /** What the engine tells of itself: `engine`, `memory_limit`. */
  readonly engineSql: string;
  /** Bounds the statements of a transaction that answers a question, which can write nothing; `null` where nothing is to do. */
  readonly boundQuestion: (question: BoundQuestion) => string | null;
  /** Begins a transaction whose statements all see the same version. */
  readonly beginSnapshot: string;
  /** What is to be done after a change, where it can be done. */
  readonly afterChange: readonly string[];
  /** Lets the planner know, in the transaction that filled them, how large tables that were empty are. */
  readonly afterFilling: readonly string[];
  /** What is to be done, outside a transaction, after a change of much: when tables that were empty are large, or rows were written anew. */
  readonly afterMuch: readonly string[];
  /** Lets the planner know how large what was staged is. */
  readonly beforeApply: readonly string[];
  /** Lets the planner know how large the working tables of comparing are. */
  readonly beforeJoin: readonly string[];
  /** Statements around one whose joins are to be done as they are written; `null` where that is of no use. */
  readonly asWritten: { readonly begin: string; readonly end: string } | null;
}
