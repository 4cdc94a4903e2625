import type { ResultEntity } from "../../../src/j1ql/result.ts";

/** What people look for, the most wanted first. */
const wanted = ["Device", "Person", "Finding", "HostAgent", "Application", "UserGroup", "User"];

/** The entities in the order in which they are likely meant: a name that begins so, then what people look for. */
export function bestFirst(found: readonly ResultEntity[], typed: string): readonly ResultEntity[] {
  const begin = typed.toLowerCase();
  const rank = ({ entity }: ResultEntity): number => {
    const starts = entity.displayName.toLowerCase().startsWith(begin) ? 0 : wanted.length + 1;
    const place = wanted.findIndex((name) => entity._class.includes(name));
    return starts + (place === -1 ? wanted.length : place);
  };
  return found.toSorted((a, b) => rank(a) - rank(b));
}
