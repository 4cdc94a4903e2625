import type { IdentitiesReply } from "../../../src/http/contract.ts";
import { useAddress } from "../app/address.ts";
import { useRefusal } from "../app/session.ts";
import { useSend } from "../api/use-send.ts";

interface Said {
  readonly account: string;
  /** The user whose it is; absent to take back what was said. */
  readonly user?: string;
}

interface LinkCellProps {
  readonly account: IdentitiesReply["accounts"][number];
}

/** Whose an account is; where several fit, a press says which, and another one takes it back. */
export function LinkCell({ account }: LinkCellProps) {
  const refusal = useRefusal("editor");
  if (refusal === undefined) return <LinkActions account={account} />;
  return <span title={refusal}>{account.user?.displayName ?? "–"}</span>;
}

function LinkActions({ account }: LinkCellProps) {
  const { key, user, candidates, status } = account;
  const say = useSend<Said>((said) => ({
    path: said.user === undefined ? "identities/forget" : "identities/link",
    method: "POST",
    body: said,
  }));
  const { adjust } = useAddress();
  if (say.error !== null) return <span className="bad-text">{say.error.message}</span>;
  if (status === "by_hand" || status === "nobody")
    return (
      <>
        {user?.displayName ?? "nobody"}{" "}
        <Press label="Undo" onPress={() => say.mutate({ account: key })} />
      </>
    );
  if (user !== null) return user.displayName;
  if (candidates.length === 0) return <Press label="Link to …" onPress={() => adjust({ key })} />;
  return candidates.map(({ key: candidate, displayName, email }) => (
    <Press
      key={candidate}
      label={`Link ${displayName}`}
      title={email ?? undefined}
      onPress={() => say.mutate({ account: key, user: candidate })}
    />
  ));
}

interface PressProps {
  readonly label: string;
  readonly title?: string | undefined;
  readonly onPress: () => void;
}

/** A button in a row that opens by a press: this press is not for the row. */
function Press({ label, title, onPress }: PressProps) {
  return (
    <button
      type="button"
      className="quiet"
      title={title}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      {label}
    </button>
  );
}
