import type { KnownError } from "./known-error.ts";

/** What can keep an alert from reaching its receiver: the deliveries tell it. */
export const deliveryErrors = {
  destination_refused: {
    status: 400,
    means: "The receiver is on this machine or in a private network.",
    todo: "If it is meant, name it in DEFENDER_GRAPH_ALLOW_OUTBOUND; else correct the channel's address.",
  },
  receiver_unreachable: {
    status: 503,
    means: "Nobody answers at the receiver's address.",
    todo: "Nothing at first: it is tried again for three days. Then look at the address and the network.",
  },
  delivery_failed: {
    status: 503,
    means: "The receiver is there, but cannot take it now.",
    todo: "Nothing at first: it is tried again for three days.",
  },
  delivery_refused: {
    status: 400,
    means: "The receiver refuses what it is sent.",
    todo: "Correct the channel as the message says, then try the delivery again.",
  },
  channel_unusable: {
    status: 409,
    means: "The channel is switched off, gone, or of another release.",
    todo: "Switch it on, or send through another one; then try the delivery again.",
  },
} as const satisfies Readonly<Record<string, KnownError>>;
