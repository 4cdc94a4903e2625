import { useItems } from "../api/use-items.ts";
import { useRefusal, useSession } from "../app/session.ts";
import { Asked } from "../part/asked.tsx";
import { MessageCard } from "../part/message-card.tsx";
import { PlainTable } from "../part/plain-table.tsx";
import { NewUserForm } from "./new-user-form.tsx";
import { UserLine } from "./user-line.tsx";
import type { UserView } from "./user-view.ts";

/** Who may log in, and as what. */
export function UsersTab() {
  const refusal = useRefusal("administrator");
  if (refusal !== undefined)
    return (
      <MessageCard
        message={{ tone: "empty", title: "Users are for administrators", detail: refusal }}
      />
    );
  return <Users />;
}

function Users() {
  const users = useItems<UserView>("users");
  const me = useSession()?.caller?.name;
  return (
    <div className="stack">
      <section className="card">
        <h2>Users</h2>
        <Asked asked={users}>
          {(items) =>
            items.length === 0 ? (
              <p className="muted">Nobody yet. The first one should be an administrator.</p>
            ) : (
              <PlainTable
                isInCard
                label="Users"
                heads={["Name", "Displayed as", "Role", "Logs in with", "Last log-in", ""]}
              >
                {items.map((user) => (
                  <UserLine key={user.id} user={user} isMe={user.name === me} />
                ))}
              </PlainTable>
            )
          }
        </Asked>
      </section>
      <NewUserForm />
    </div>
  );
}
