import { Link } from "@tanstack/react-router";
import type { RuleView } from "../../../src/service/rules/rule-view.ts";
import { AlertTable } from "../alerts/alert-table.tsx";
import { useAsk } from "../api/use-ask.ts";
import { useAddress } from "../app/address.ts";
import { Asked } from "../part/asked.tsx";
import { Severity } from "../part/severity.tsx";
import { Tabs } from "../part/tabs.tsx";
import { Evaluations } from "./evaluations.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { RuleEditor } from "./rule-editor.tsx";
import { RuleState } from "./rule-state.tsx";
import { RuleSwitch } from "./rule-switch.tsx";
import { scheduleText } from "./schedules.ts";

const tabs = ["Matches now", "Query", "History", "Actions", "Settings"] as const;

/** One rule: what it finds now, what it asks, how it went, who is told, and its settings. */
export function RulePage() {
  const { search } = useAddress();
  const rule = useAsk<RuleView>(`rules/${encodeURIComponent(search.id ?? "")}`, {
    // The first evaluation of a rule comes by itself, within moments.
    again: (reply) => (reply?.enabled === true && reply.last === null ? 2_000 : 15_000),
  });
  return (
    <Asked asked={rule} isPage>
      {(view) => <Rule key={view.id} rule={view} />}
    </Asked>
  );
}

function Rule({ rule }: { readonly rule: RuleView }) {
  const { search, adjust } = useAddress();
  const tab = tabs.find((name) => name === search.tab) ?? "Matches now";
  const { id, name, description, severity, schedule, last } = rule;
  return (
    <div className="page watch">
      <p className="crumbs">
        <Link to="/alerts" search={{ tab: "Rules" }}>
          Rules
        </Link>
      </p>
      <div className="page-head">
        <h1>{name}</h1>
        <RuleState rule={rule} />
        <Severity value={severity} />
        <RuleSwitch rule={rule} />
      </div>
      <p className="muted">
        {shown(description, rule)} Evaluated {scheduleText(schedule)}.
      </p>
      {last !== null && last.note !== null && last.outcome !== "clear" && (
        <p className="instance-warning">{last.note}</p>
      )}
      <Tabs
        label="About it"
        tabs={tabs}
        selected={tab}
        onSelect={(next) => adjust({ tab: next })}
      />
      {tab === "Matches now" && <PreviewCard asked={{ id }} />}
      {tab === "Query" && <RuleEditor key="query" rule={rule} part="query" />}
      {tab === "History" && <History id={id} />}
      {tab === "Actions" && <RuleEditor key="actions" rule={rule} part="actions" />}
      {tab === "Settings" && <RuleEditor key="settings" rule={rule} part="settings" />}
    </div>
  );
}

/** A description with the parameters' values in their places. */
function shown(description: string, { parameters }: RuleView): string {
  return description.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    String(parameters[name] ?? whole),
  );
}

function History({ id }: { readonly id: number }) {
  return (
    <>
      <h2>Alerts</h2>
      <AlertTable label="Alerts of this rule" state="all" ruleId={id} none={noAlert} />
      <h2>Evaluations</h2>
      <Evaluations id={id} />
    </>
  );
}

const noAlert = {
  tone: "empty",
  title: "It never fired",
  detail: "Its alerts are listed here, also those that are closed.",
} as const;
