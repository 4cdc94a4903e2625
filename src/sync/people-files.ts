import { Failure } from "../base/failure.ts";
import { type IdentityRules, readIdentityRules } from "../convert/identity-rules.ts";
import { readRoster } from "../convert/roster-read.ts";
import type { Roster } from "../convert/roster.ts";
import type { PeopleGiven } from "./people.ts";

/** A file that a user named, with what is in it. */
interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files about accounts and employees: `null` forgets what an earlier one said, `undefined` keeps it. */
export interface PeopleFiles {
  readonly roster?: GivenFile | null | undefined;
  readonly identityRules?: GivenFile | null | undefined;
}

const mostBytes = 200_000_000;

function refuseLarge({ name, bytes }: GivenFile, what: string): void {
  if (bytes.length <= mostBytes) return;
  const message = `Cannot use ${name} as ${what}: it has ${bytes.length} bytes, more than ${mostBytes}.`;
  throw new Failure(message, { code: "input_too_large", retryable: false });
}

function rosterIn(file: GivenFile): Roster {
  refuseLarge(file, "a roster");
  const answer = readRoster(file.name, file.bytes);
  if (answer.ok) return answer.roster;
  const message = `Cannot use ${file.name} as a roster: ${answer.problem}. Nothing was read, and the roster given before stays.`;
  throw new Failure(message, { code: "roster_invalid", retryable: false });
}

function rulesIn(file: GivenFile): IdentityRules {
  refuseLarge(file, "identity rules");
  const answer = readIdentityRules(new TextDecoder().decode(file.bytes));
  if (answer.ok) return answer.rules;
  const message = `Cannot use ${file.name} as identity rules: ${answer.problems.join("; ")}. Nothing was read, and the rules given before stay.`;
  throw new Failure(message, { code: "identity_rules_invalid", retryable: false });
}

/** Reads the files. Throws `roster_invalid`, `identity_rules_invalid`, `input_too_large`. */
export function readPeopleFiles({ roster, identityRules }: PeopleFiles): PeopleGiven {
  return {
    roster: roster ? rosterIn(roster) : roster,
    rules: identityRules ? rulesIn(identityRules) : identityRules,
  };
}
