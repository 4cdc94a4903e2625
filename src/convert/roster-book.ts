import {
  mostProblems,
  type Roster,
  type RosterEntry,
  type RosterProblem,
  type RosterProblemCode,
  rosterId,
} from "./roster.ts";
import { type ReadEntry, type RosterFacts, identityColumns, readEntry } from "./roster-entry.ts";

/** Gathers the lines of a roster: which can be used, and what is wrong with the others. */
export class RosterBook {
  readonly #file: string;
  readonly #entries = new Map<string, RosterEntry>();
  readonly #problems: RosterProblem[] = [];
  readonly #counts: Record<string, number> = {};
  #lines = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** Notes what is wrong. `line` is `null` where it concerns the whole file. */
  problem(line: number | null, code: RosterProblemCode, text: string): void {
    this.#counts[code] = (this.#counts[code] ?? 0) + 1;
    if (this.#problems.length < mostProblems) this.#problems.push({ line, code, text });
  }

  /** A line that cannot be used at all. */
  leaveOut(line: number, text: string): void {
    this.#lines++;
    this.problem(line, "wrong_shape", `${text}; the line is left out.`);
  }

  /** A line with content. */
  add(line: number, facts: RosterFacts): void {
    this.#lines++;
    const read: ReadEntry = readEntry(line, facts);
    for (const wrong of read.wrong)
      this.problem(line, "wrong_value", `${wrong}; taken as not given.`);
    const id = rosterId(read.entry);
    if (id === "") {
      this.problem(line, "no_identity", `There is no ${identityColumns}; the line is left out.`);
      return;
    }
    const known = this.#entries.get(id);
    if (known === undefined) this.#entries.set(id, read.entry);
    else this.#again(known, read.entry);
  }

  roster(): Roster {
    return {
      file: this.#file,
      lines: this.#lines,
      entries: [...this.#entries.values()],
      problems: this.#problems,
      problemCounts: this.#counts,
    };
  }

  /** The first line of an employee counts; whether another says the same or something else is told. */
  #again(known: RosterEntry, entry: RosterEntry): void {
    const id = entry.employeeId ?? entry.email ?? "";
    const differing = differences(known, entry);
    if (differing.length === 0) {
      this.problem(entry.line, "duplicate", `Line ${known.line} says the same of ${id}.`);
      return;
    }
    const text = `Line ${known.line} says otherwise of ${id}: ${differing.join(", ")}. Line ${known.line} counts.`;
    this.problem(entry.line, "conflict", text);
  }
}

function differences(one: RosterEntry, other: RosterEntry): string[] {
  const plain = (value: unknown): string => String(value).toLowerCase();
  const told = new Map<string, unknown>(Object.entries(one));
  return Object.entries(other)
    .filter(([name, value]) => name !== "line" && plain(told.get(name)) !== plain(value))
    .map(([name]) => name);
}
