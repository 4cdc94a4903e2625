import type { DirectoryAccount } from "./employee-account.ts";

/** One human's directory users. */
export interface Human {
  /** The first is the primary one: it speaks for the human. */
  readonly accounts: readonly [DirectoryAccount, ...DirectoryAccount[]];
  /** Object ids, sorted. */
  readonly userIds: readonly string[];
}

/** What two users of one human share: `employeeId …` or `address …`, without case. */
export function marksOf({ employeeId, addresses }: DirectoryAccount): readonly string[] {
  const marks = addresses.map((address) => `address ${address}`);
  if (employeeId !== null) marks.push(`employeeId ${employeeId.toLowerCase()}`);
  return marks;
}

function compare(one: number | string, other: number | string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The primary first: with mail, enabled, oldest, and then by id, so that it is always the same one. */
function byRank(one: DirectoryAccount, other: DirectoryAccount): number {
  return (
    compare(Number(one.mail === null), Number(other.mail === null)) ||
    compare(Number(one.active !== true), Number(other.active !== true)) ||
    compare(one.createdOn ?? Infinity, other.createdOn ?? Infinity) ||
    compare(one.id, other.id)
  );
}

/** Sets of indexes that grow together, by path halving. */
class Sets {
  readonly #parents: number[];

  constructor(count: number) {
    this.#parents = Array.from({ length: count }, (_, index) => index);
  }

  find(index: number): number {
    let here = index;
    let parent = this.#parents[here] ?? here;
    while (parent !== here) {
      const above = this.#parents[parent] ?? parent;
      this.#parents[here] = above;
      here = above;
      parent = this.#parents[here] ?? here;
    }
    return here;
  }

  join(one: number, other: number): void {
    this.#parents[this.find(other)] = this.find(one);
  }
}

function humanOf([first, ...rest]: readonly [DirectoryAccount, ...DirectoryAccount[]]): Human {
  const [primary = first, ...others] = [first, ...rest].toSorted(byRank);
  const accounts: Human["accounts"] = [primary, ...others];
  return { accounts, userIds: accounts.map(({ id }) => id).toSorted() };
}

/** Users who share an employee id or an address, directly or through others, are one human. Sorted by primary user. */
export function humansOf(accounts: readonly DirectoryAccount[]): readonly Human[] {
  const sets = new Sets(accounts.length);
  const holders = new Map<string, number>();
  for (const [index, account] of accounts.entries()) {
    for (const mark of marksOf(account)) {
      const holder = holders.get(mark);
      if (holder === undefined) holders.set(mark, index);
      else sets.join(holder, index);
    }
  }
  const groups = new Map<number, [DirectoryAccount, ...DirectoryAccount[]]>();
  for (const [index, account] of accounts.entries()) {
    const root = sets.find(index);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [account]);
    else group.push(account);
  }
  const humans = [...groups.values()].map(humanOf);
  return humans.toSorted((one, other) => compare(one.accounts[0].id, other.accounts[0].id));
}
