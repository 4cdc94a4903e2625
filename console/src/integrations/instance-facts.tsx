import type { InstanceView } from "../../../src/service/instances/instance-view.ts";
import { Facts } from "../part/facts.tsx";
import { moment } from "../part/format.ts";

/** What of an instance is not for changing. */
export function InstanceFacts({ instance }: { readonly instance: InstanceView }) {
  const { tenantId, state, credential, createdOn, changedOn, nextRunOn } = instance;
  return (
    <section className="card">
      <Facts
        title="This instance"
        asHeading="h2"
        facts={[
          ["tenant", tenantId],
          ["state", state],
          ["secret", credential.isSet ? "kept, sealed" : "none yet"],
          ["expires", credential.expiresOn === null ? "not told" : moment(credential.expiresOn)],
          ["next run", nextRunOn === null ? "by hand only" : moment(nextRunOn)],
          ["created", moment(createdOn)],
          ["changed", changedOn === null ? null : moment(changedOn)],
        ]}
      />
    </section>
  );
}
