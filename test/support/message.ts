import { addressGuard } from "../../src/alert/address-guard.ts";
import type { SendWorld } from "../../src/alert/channel/kind.ts";
import type { Message } from "../../src/alert/message.ts";
import { guardedOutbound } from "../../src/alert/outbound.ts";
import { ManualClock } from "../../src/sample-tenant/fixture.ts";

/** A name that tries to break out of every form at once. */
export const hostile =
  'lap"top}\r\nBcc: all@evil.example <!channel> <script>x</script> *b* [l](http://evil) a=b|c {code}\u202e';

/** What is told of an alert. */
export function message(changes: Partial<Message> = {}): Message {
  return {
    event: "opened",
    reference: "defender-graph-3-7-1000",
    alertId: 7,
    kind: "rule",
    severity: "HIGH",
    title: "Antivirus off",
    text: "2 results.",
    rule: { id: 3, name: "Antivirus off", description: "The antivirus is disabled." },
    openedOn: Date.UTC(2026, 10, 2, 8),
    happenedOn: Date.UTC(2026, 10, 2, 8, 1),
    total: 2,
    queries: {},
    labels: ["ws-1", hostile],
    tags: ["antivirus"],
    parameters: {},
    templates: {},
    templateOf: { title: null, body: null },
    ...changes,
  };
}

/** A world whose receivers are on this machine. */
export function sendWorld(): SendWorld {
  return {
    outbound: guardedOutbound(addressGuard(["127.0.0.1", "localhost"])),
    clock: new ManualClock(),
    linkOf: (id) => (id === null ? "" : `https://graph.example/alerts/${id}`),
  };
}
