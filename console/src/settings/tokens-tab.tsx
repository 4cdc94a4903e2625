import type { Role } from "../../../src/service/caller.ts";
import { useItems } from "../api/use-items.ts";
import { useSend } from "../api/use-send.ts";
import { Asked } from "../part/asked.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { moment } from "../part/format.ts";
import { PlainTable } from "../part/plain-table.tsx";
import { SureButton } from "../part/sure-button.tsx";
import { NewTokenForm } from "./new-token-form.tsx";

interface TokenView {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly instanceId: number | null;
  readonly createdOn: number;
  readonly endsOn: number | null;
  readonly usedOn: number | null;
}

/** The tokens that let programs in. */
export function TokensTab() {
  const tokens = useItems<TokenView>("tokens");
  return (
    <div className="stack">
      <section className="card">
        <h2>API tokens</h2>
        <Asked asked={tokens}>
          {(items) =>
            items.length === 0 ? (
              <p className="muted">
                None yet. A program shows one with each request: Authorization: Bearer …
              </p>
            ) : (
              <PlainTable
                isInCard
                label="API tokens"
                heads={["Name", "Role", "For", "Made", "Last used", "Ends", ""]}
              >
                {items.map((token) => (
                  <TokenLine key={token.id} token={token} />
                ))}
              </PlainTable>
            )
          }
        </Asked>
      </section>
      <NewTokenForm />
    </div>
  );
}

function TokenLine({ token }: { readonly token: TokenView }) {
  const { id, name, role, instanceId, createdOn, endsOn, usedOn } = token;
  const remove = useSend<number>((number) => ({ path: `tokens/${number}`, method: "DELETE" }));
  return (
    <tr>
      <td>{name}</td>
      <td>{role}</td>
      <td>{instanceId === null ? "everything" : `instance ${instanceId}`}</td>
      <td>{moment(createdOn)}</td>
      <td>{usedOn === null ? "never" : moment(usedOn)}</td>
      <td>{endsOn === null ? "never" : moment(endsOn)}</td>
      <td>
        <SureButton
          label="Delete"
          sure={`Delete ${name} for good`}
          isBusy={remove.isPending}
          onSure={() => remove.mutate(id)}
        />
        <FormFailure error={remove.error} />
      </td>
    </tr>
  );
}
