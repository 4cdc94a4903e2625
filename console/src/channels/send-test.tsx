import type { DeliveryView } from "../../../src/service/deliveries/deliveries.ts";
import { useAsk } from "../api/use-ask.ts";
import { useSend } from "../api/use-send.ts";
import { RoleButton } from "../app/role-button.tsx";

/** How often what became of a test is asked for, in milliseconds. */
const interval = 1_000;

/** Sends a test through a channel, and tells what became of it. */
export function SendTest({ channelId }: { readonly channelId: number }) {
  const test = useSend<number, { readonly deliveryId: number }>((id) => {
    return { path: `channels/${id}/test`, method: "POST" };
  });
  const sent = useAsk<DeliveryView>(`deliveries/${test.data?.deliveryId}`, {
    when: test.data !== undefined,
    again: (reply) => (reply !== undefined && isTried(reply) ? false : interval),
  });
  const failure = test.error ?? sent.error;
  return (
    <span className="send-test">
      <RoleButton
        least="administrator"
        size="xs"
        variant="default"
        loading={test.isPending}
        onClick={() => test.mutate(channelId)}
      >
        Send test
      </RoleButton>
      <span role="status">
        {failure !== null && <span className="bad-text">{failure.message}</span>}
        {failure === null && test.data !== undefined && <Fate delivery={sent.data} />}
      </span>
    </span>
  );
}

function isTried({ state, attempts }: DeliveryView): boolean {
  return state !== "waiting" || attempts > 0;
}

function Fate({ delivery }: { readonly delivery: DeliveryView | undefined }) {
  if (delivery === undefined || !isTried(delivery))
    return <span className="muted">on its way</span>;
  if (delivery.state === "delivered") return <span className="good-text">delivered</span>;
  return <span className="bad-text">{delivery.lastError ?? "It was not taken."}</span>;
}
