import type { DeliveryView } from "../../../src/service/deliveries/deliveries.ts";
import { moment } from "../part/format.ts";
import { StateChip } from "../part/state-chip.tsx";

/** How a delivery stands. */
export function DeliveryState({ delivery }: { readonly delivery: DeliveryView }) {
  const { state, attempts, nextOn, endedOn } = delivery;
  switch (state) {
    case "delivered":
      return (
        <StateChip tone="good" text="delivered" title={endedOn === null ? "" : moment(endedOn)} />
      );
    case "dead":
      return <StateChip tone="bad" text="given up" />;
    case "waiting":
      return attempts === 0 ? (
        <StateChip tone="busy" text="waiting" />
      ) : (
        <StateChip tone="late" text="retrying" title={`Next attempt ${moment(nextOn)}`} />
      );
  }
}
