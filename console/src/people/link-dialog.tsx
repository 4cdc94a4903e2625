import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { bestFirst } from "../app/best-first.ts";
import { useApi } from "../app/world.ts";
import { Dialog } from "../part/dialog.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { InputField } from "../part/input-field.tsx";
import { containing } from "../query/j1ql-text.ts";

/** Users looked up, and of those offered. */
const most = { found: 60, offered: 8 };

/** Says whose the account is that the address names: a user chosen by name, or nobody. */
export function LinkDialog({ account }: { readonly account: string }) {
  const { adjust } = useAddress();
  const [typed, setTyped] = useState(() => account.split(/[\\:/]/).at(-1) ?? "");
  const users = useUsers(useDeferredValue(typed.trim()));
  const link = useSend<string | null>((user) => {
    return { path: "identities/link", method: "POST", body: { account, user } };
  });
  const close = (): void => adjust({ key: undefined });
  const say = (user: string | null): void => link.mutate(user, { onSuccess: close });
  return (
    <Dialog label="Whose account is it?" onClose={close}>
      <div className="form">
        <h2>Whose account is it?</h2>
        <p className="wide-cell muted">{account}</p>
        <InputField label="A user's name or mail" value={typed} onChange={setTyped} />
        <FormFailure error={link.error} />
        <ul className="choices" aria-label="Users">
          {users.map(({ entity: { _id, _key, displayName }, properties }) => (
            <li key={_id}>
              <button type="button" className="palette-option" onClick={() => say(_key)}>
                <span className="palette-label">{displayName}</span>
                <span className="muted">{String(properties["email"] ?? "")}</span>
              </button>
            </li>
          ))}
        </ul>
        {users.length === 0 && <p className="muted">No user is called so: type another part.</p>}
        <p>
          <button type="button" className="quiet" onClick={() => say(null)}>
            It is nobody&apos;s
          </button>
        </p>
      </div>
    </Dialog>
  );
}

function useUsers(typed: string) {
  const api = useApi();
  const part = containing(typed);
  const query = `FIND microsoft_defender_user WITH displayName ~= ${part} OR email ~= ${part} OR username ~= ${part}`;
  const { data } = useQuery({
    queryKey: ["users-called", typed],
    queryFn: ({ signal }) => api.query({ query, limit: most.found }, signal),
    enabled: typed.length > 1,
    placeholderData: (before) => before,
  });
  const found = data?.result.type === "list" ? data.result.data : [];
  return bestFirst(found, typed).slice(0, most.offered);
}
