import type { IdentitiesReply } from "../../../src/http/contract.ts";
import { KindMark } from "../part/kind-mark.tsx";
import { LinkCell } from "./link-cell.tsx";
import type { Column } from "../table/column.ts";

type Account = IdentitiesReply["accounts"][number];

const words = {
  linked: "linked",
  by_hand: "by hand",
  ambiguous: "several fit",
  unmatched: "no user fits",
  nobody: "nobody's",
} as const;

/** What is told of an account. */
export const matchingColumns: readonly Column<Account>[] = [
  {
    id: "id",
    header: "Account",
    width: 240,
    grow: 2,
    cell: ({ id }) => (
      <span className="name-cell" title={id}>
        <KindMark type="microsoft_defender_logon_user" classes={["User"]} />
        <span className="link-name">{id}</span>
      </span>
    ),
  },
  {
    id: "status",
    header: "Status",
    width: 130,
    cell: ({ status, isPending }) => (
      <>
        <span
          className={`run-state ${status === "linked" || status === "by_hand" ? "complete" : ""}`}
        >
          {words[status]}
        </span>
        {isPending && <span className="muted"> within moments</span>}
      </>
    ),
  },
  {
    id: "user",
    header: "User",
    width: 260,
    grow: 2,
    cell: (account) => <LinkCell account={account} />,
  },
  {
    id: "confidence",
    header: "Confidence",
    width: 110,
    numeric: true,
    cell: ({ confidence }) => (confidence === null ? "–" : `${Math.round(confidence * 100)} %`),
  },
  {
    id: "evidence",
    header: "How it is known",
    width: 300,
    grow: 3,
    cell: ({ method, evidence, note }) => {
      const text = [method, ...evidence, note].filter((part) => part !== null).join(" · ");
      return <span title={text}>{text === "" ? "–" : text}</span>;
    },
  },
];
