import { Link } from "@tanstack/react-router";
import type { InstanceView } from "../../../src/service/instances/instance-view.ts";

/** What an instance's owner should do, each with the way to the field where it is done. */
export function InstanceWarnings({ instance }: { readonly instance: InstanceView }) {
  const { id, credential, warnings } = instance;
  const field = credential.kind === "certificate" ? "certificate" : "secret";
  return warnings.map((warning) => (
    <p key={warning} className="instance-warning">
      {warning}{" "}
      <Link to="/instance" search={{ id: String(id), tab: "Settings", field }}>
        Enter a new {field}
      </Link>
    </p>
  ));
}
