import type { DirectoryAccount } from "./employee-account.ts";

/** One human's directory users. */
export interface Human {
  /** The first is the primary one: it speaks for the human. */
  readonly accounts: readonly [DirectoryAccount, ...DirectoryAccount[]];
  /** Object ids, sorted. */
  readonly userIds: readonly string[];
  /** The first of them. */
  readonly lowestId: string;
}

/** What two users of one human share: `employeeId …` or `address …`, without case. */
export function marksOf({
  employeeId,
  addresses,
}: Pick<DirectoryAccount, "addresses" | "employeeId">): readonly string[] {
  const marks = addresses.map((address) => `address ${address}`);
  if (employeeId !== null) marks.push(`employeeId ${employeeId.toLowerCase()}`);
  return marks;
}

function compare(one: number | string, other: number | string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Which of two users speaks for their human: with mail, enabled, oldest, and then by id, so that it is always the same one. */
export function byRank(one: DirectoryAccount, other: DirectoryAccount): number {
  return (
    compare(Number(one.mail === null), Number(other.mail === null)) ||
    compare(Number(one.active !== true), Number(other.active !== true)) ||
    compare(one.createdOn ?? Infinity, other.createdOn ?? Infinity) ||
    compare(one.id, other.id)
  );
}

/** Users found to be one human's so far; `into` is where they went when two such clusters were found to be one. */
interface Cluster {
  into: Cluster | null;
  accounts: DirectoryAccount[];
}

function rootOf(cluster: Cluster): Cluster {
  let root = cluster;
  while (root.into !== null) root = root.into;
  return root;
}

/** Makes one of two; the smaller goes into the larger, so that ways to the root stay short. */
function join(one: Cluster, other: Cluster): Cluster {
  if (one === other) return one;
  const [smaller, larger] =
    one.accounts.length < other.accounts.length ? [one, other] : [other, one];
  larger.accounts.push(...smaller.accounts);
  smaller.accounts = [];
  smaller.into = larger;
  return larger;
}

function clustersOf(accounts: readonly DirectoryAccount[]): readonly Cluster[] {
  const clusters: Cluster[] = [];
  const byMark = new Map<string, Cluster>();
  for (const account of accounts) {
    let cluster: Cluster = { into: null, accounts: [account] };
    clusters.push(cluster);
    for (const mark of marksOf(account)) {
      const known = byMark.get(mark);
      if (known === undefined) byMark.set(mark, cluster);
      else cluster = join(rootOf(known), cluster);
    }
  }
  return clusters;
}

function humanOf({ accounts }: Cluster): readonly Human[] {
  const [primary, ...others] = accounts.toSorted(byRank);
  // A cluster that went into another one is empty.
  if (primary === undefined) return [];
  const userIds = accounts.map(({ id }) => id).toSorted();
  const lowestId = userIds.reduce((lowest, id) => (id < lowest ? id : lowest), primary.id);
  return [{ accounts: [primary, ...others], userIds, lowestId }];
}

/** Users who share an employee id or an address, directly or through others, are one human. Sorted by primary user. */
export function humansOf(accounts: readonly DirectoryAccount[]): readonly Human[] {
  const humans = clustersOf(accounts).flatMap(humanOf);
  return humans.toSorted((one, other) => compare(one.accounts[0].id, other.accounts[0].id));
}
