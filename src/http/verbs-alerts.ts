import { alertsGet, alertsList } from "../service/alerts/show-alerts.ts";
import { alertsDismiss, alertsReopen, alertsSnooze } from "../service/alerts/treat-alerts.ts";
import { channelsGet, channelsKinds, channelsList } from "../service/channels/show-channels.ts";
import { channelsTest } from "../service/channels/test-channel.ts";
import {
  channelsCreate,
  channelsDelete,
  channelsEdit,
} from "../service/channels/write-channels.ts";
import {
  deliveriesGet,
  deliveriesList,
  deliveriesRetry,
} from "../service/deliveries/deliveries.ts";
import type { VerbRoute } from "./verb-route.ts";

/** Where alerts are reached, the channels that they are sent through, and what was sent. */
export const alertRoutes: readonly VerbRoute[] = [
  { method: "GET", path: "/api/v1/alerts", verb: alertsList },
  { method: "GET", path: "/api/v1/alerts/:id", verb: alertsGet },
  { method: "POST", path: "/api/v1/alerts/:id/dismiss", verb: alertsDismiss },
  { method: "POST", path: "/api/v1/alerts/:id/snooze", verb: alertsSnooze },
  { method: "POST", path: "/api/v1/alerts/:id/reopen", verb: alertsReopen },
  { method: "GET", path: "/api/v1/channels", verb: channelsList },
  { method: "POST", path: "/api/v1/channels", verb: channelsCreate, status: 201 },
  { method: "GET", path: "/api/v1/channels/kinds", verb: channelsKinds },
  { method: "GET", path: "/api/v1/channels/:id", verb: channelsGet },
  { method: "PATCH", path: "/api/v1/channels/:id", verb: channelsEdit },
  { method: "DELETE", path: "/api/v1/channels/:id", verb: channelsDelete },
  { method: "POST", path: "/api/v1/channels/:id/test", verb: channelsTest, status: 202 },
  { method: "GET", path: "/api/v1/deliveries", verb: deliveriesList },
  { method: "GET", path: "/api/v1/deliveries/:id", verb: deliveriesGet },
  { method: "POST", path: "/api/v1/deliveries/:id/retry", verb: deliveriesRetry, status: 202 },
];
