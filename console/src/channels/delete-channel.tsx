import { useSend } from "../api/use-send.ts";
import { useAddress } from "../app/address.ts";
import { DeleteCard } from "../part/delete-card.tsx";

/** Deletes a channel that no rule uses. */
export function DeleteChannel({ id }: { readonly id: number }) {
  const { go } = useAddress();
  const remove = useSend<number>((number) => ({ path: `channels/${number}`, method: "DELETE" }));
  return (
    <DeleteCard
      what="channel"
      least="administrator"
      detail="What still waits for it is given up. A channel that a rule uses stays."
      error={remove.error}
      onDelete={() => remove.mutate(id, { onSuccess: () => go("/alerts", { tab: "Channels" }) })}
    />
  );
}
