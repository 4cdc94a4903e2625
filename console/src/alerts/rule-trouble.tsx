import { Link } from "@tanstack/react-router";
import { useRules } from "../rules/use-rules.ts";

/** Rules of which nothing is known now: that they are silent does not mean that all is well. */
export function RuleTrouble() {
  const { data = [] } = useRules();
  const troubled = data.filter(
    ({ enabled, last }) => enabled && (last?.outcome === "failed" || last?.outcome === "unsure"),
  );
  return troubled.map(({ id, name, last }) => (
    <p key={id} className={last?.outcome === "failed" ? "form-failure" : "instance-warning"}>
      <Link to="/rule" search={{ id: String(id), tab: "History" }}>
        {name}
      </Link>{" "}
      {last?.outcome === "failed" ? "cannot be evaluated: " : "lacks fresh data: "}
      {last?.note}
    </p>
  ));
}
