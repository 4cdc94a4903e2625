import { Failure } from "../base/failure.ts";
import { putIdentityLink, removeIdentityLink } from "../store/identity-links.ts";
import { listInstances } from "../store/instance.ts";
import { type AnswerRow, askInstance, cellText } from "./ask-instance.ts";
import { queueRun, waitingToCompute } from "../store/run-request.ts";
import type { Session } from "../store/session.ts";
import type { Caller } from "./caller.ts";
import type { DeskParts } from "./desk-parts.ts";

/** What a person says of an account. */
interface LinkInput {
  /** `_key` of the account, or its `domain\user`. */
  readonly account: string;
  /** `_key`, object id, user principal name or mail of its user; `null`: it is nobody's. */
  readonly user: string | null;
  readonly note: string | null;
}

/** What was understood, and the run that brings it into the graph. */
interface Linked {
  readonly account: string;
  readonly user: string | null;
  readonly run: number;
}

/** What saying something of an account works with. */
interface Saying {
  readonly parts: DeskParts;
  readonly session: Session;
  readonly caller: Pick<Caller, "name">;
}

/** A run that reads nothing: it computes whose the accounts are, and who the employees, from the graph as it is. */
async function queueComputing(
  { parts, session, caller }: Saying,
  instanceId: number,
): Promise<number> {
  const waiting = await waitingToCompute(session, instanceId);
  if (waiting !== null) return waiting;
  const { id } = await queueRun(session, {
    instanceId,
    cause: "compute",
    askedOn: parts.world.clock.now(),
    askedBy: caller.name,
    full: false,
    confirmHeld: false,
  });
  return id;
}

interface Found {
  readonly instanceId: number;
  readonly key: string;
}

const accountQuery = `FIND microsoft_defender_logon_user AS a WHERE a._key = {{it}} OR a.id = {{lower}}
  RETURN a._key AS key`;
const userQuery = `FIND microsoft_defender_user AS u
  WHERE u._key = {{it}} OR u.id = {{lower}} OR u.userPrincipalName = {{it}} OR u.email = {{it}}
  RETURN u._key AS key`;

async function find(
  parts: DeskParts,
  { text, it }: { readonly text: string; readonly it: string },
  within?: number,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const { id: instanceId } of await listInstances(parts.database)) {
    if (within !== undefined && within !== instanceId) continue;
    const parameters = { it, lower: it.toLowerCase() };
    const rows = await askInstance(parts, { instanceId, text, parameters });
    found.push(...rows.map((row: AnswerRow) => ({ instanceId, key: cellText(row, "key") })));
  }
  return found;
}

/** The only one, or why there is none. */
function only(found: readonly Found[], what: string, it: string): Found {
  const [one, ...others] = found;
  if (one !== undefined && others.length === 0) return one;
  const keys = found.map(({ key }) => key);
  const message =
    one === undefined
      ? `The graph has no ${what} ${JSON.stringify(it)}. defender-graph identities lists accounts; a user may be named by _key, object id, user principal name or mail.`
      : `${JSON.stringify(it)} may be any of several: ${keys.slice(0, 10).join(", ")}. Name the _key.`;
  throw new Failure(message, {
    code: one === undefined ? "not_found" : "ambiguous",
    retryable: false,
  });
}

/** Keeps what a person says of an account, and queues the run that goes by it. Throws `not_found`, `ambiguous`. */
export async function linkIdentity(
  saying: Saying,
  { account, user, note }: LinkInput,
): Promise<Linked> {
  const { parts, session } = saying;
  const { instanceId, key } = only(
    await find(parts, { text: accountQuery, it: account }),
    "account",
    account,
  );
  const userKey =
    user === null
      ? null
      : only(await find(parts, { text: userQuery, it: user }, instanceId), "user", user).key;
  const linkedOn = parts.world.clock.now();
  await putIdentityLink(session, instanceId, { accountKey: key, userKey, note, linkedOn });
  return { account: key, user: userKey, run: await queueComputing(saying, instanceId) };
}

/** Forgets what was said of an account, and queues the run that finds out by itself again. Throws `not_found`. */
export async function forgetIdentity(saying: Saying, account: string): Promise<Linked> {
  const { parts, session } = saying;
  const found = await find(parts, { text: accountQuery, it: account });
  const keys = found.length > 0 ? found : await everywhere(parts, account);
  for (const { instanceId, key } of keys) {
    if (await removeIdentityLink(session, instanceId, key))
      return { account: key, user: null, run: await queueComputing(saying, instanceId) };
  }
  const message = `Nobody said anything of ${JSON.stringify(account)}: there is nothing to forget.`;
  throw new Failure(message, { code: "not_found", retryable: false });
}

/** An account that is not in the graph any more may still be spoken of. */
async function everywhere({ database }: DeskParts, key: string): Promise<readonly Found[]> {
  const instances = await listInstances(database);
  return instances.map(({ id }) => ({ instanceId: id, key }));
}
