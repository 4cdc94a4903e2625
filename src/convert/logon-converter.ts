import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { LogonUser } from "../microsoft/logon-user.ts";
import { hostOf } from "./clean.ts";
import type { Converted } from "./converted.ts";
import { machineKey } from "./keys.ts";
import {
  type Account,
  accountEntity,
  accountOf,
  logonEdge,
  type LogonMachine,
} from "./logon-user.ts";

/** What was told last under an id, as Defender spelled it. */
interface Told extends Pick<LogonUser, "accountDomain" | "accountName" | "accountSid"> {
  readonly account: Account;
}

/**
 * Turns the logons of one run into accounts and edges. Most people log on to several machines, which say the same of
 * their account each time: it is converted once. It remembers what it already said, so make one per run.
 */
export class LogonConverter {
  readonly #told = new Map<string, Told>();

  /** What one machine tells: an edge for each logon, and the accounts that were not told before, or otherwise. */
  take(logons: readonly LogonUser[], machine: LogonMachine): Converted {
    const entities: Entity[] = [];
    const relationships: Relationship[] = [];
    const host = hostOf(machine.computerDnsName);
    const from = machineKey(machine.id);
    for (const logon of logons) {
      let account = this.#known(logon, host);
      if (account === null) {
        account = accountOf(logon, machine);
        entities.push(accountEntity(account, logon));
        // One of the machine's own is met nowhere else.
        if (account.kind !== "local") this.#remember(logon, account);
      }
      relationships.push(logonEdge({ from, to: account.key }, logon, machine));
    }
    return { entities, relationships };
  }

  #remember({ id, accountName, accountDomain, accountSid }: LogonUser, account: Account): void {
    this.#told.set(id, { accountName, accountDomain, accountSid, account });
  }

  /** The account as it was told last; `null` where this logon tells it otherwise. */
  #known(logon: LogonUser, host: string | null): Account | null {
    const told = this.#told.get(logon.id);
    const isSame =
      told !== undefined &&
      told.accountName === logon.accountName &&
      told.accountDomain === logon.accountDomain &&
      told.accountSid === logon.accountSid &&
      // On the machine that its domain is, it is one of the machine's own.
      told.account.domain !== host;
    return isSame ? told.account : null;
  }
}
