import { useSession } from "../app/session.ts";
import { Appearance } from "./appearance.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SessionList } from "./session-list.tsx";

/** What concerns the reader alone: password, sessions, how the pages look. */
export function AccountTab() {
  const session = useSession();
  const caller = session?.caller;
  return (
    <div className="form-columns">
      <div className="stack">
        {session?.access === "open" && (
          <section className="card">
            <h2>Nobody has to log in here</h2>
            <p>
              Whoever is on this machine may do everything, and nobody else reaches this server.
              Start it without <code>--access open</code> (and not as <code>demo</code>) to let in
              only whom you choose.
            </p>
          </section>
        )}
        {caller?.kind === "user" && <PasswordForm name={caller.name} />}
        {session?.access === "users" && <SessionList />}
      </div>
      <Appearance />
    </div>
  );
}
