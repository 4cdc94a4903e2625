import { useAddress } from "../app/address.ts";
import { RoleButton } from "../app/role-button.tsx";
import { ChannelList } from "../channels/channel-list.tsx";
import { Tabs } from "../part/tabs.tsx";
import { RuleList } from "../rules/rule-list.tsx";
import { TemplateMenu } from "../rules/template-menu.tsx";
import { AlertTable } from "./alert-table.tsx";
import { Deliveries } from "./deliveries.tsx";
import { RuleTrouble } from "./rule-trouble.tsx";

const tabs = ["Firing", "Rules", "History", "Deliveries", "Channels"] as const;

/** What is wrong now, the rules that watch for it, what was, and whom it was told. */
export function AlertsPage() {
  const { search, go } = useAddress();
  const tab = tabs.find((name) => name === search.tab) ?? "Firing";
  return (
    <div className="page watch">
      <div className="page-head">
        <h1>Alerts</h1>
        <div className="page-actions">
          <RoleButton least="editor" variant="default" onClick={() => go("/rule/new")}>
            New rule
          </RoleButton>
          <TemplateMenu />
        </div>
      </div>
      <Tabs
        label="Of alerts"
        tabs={tabs}
        selected={tab}
        onSelect={(next) => go("/alerts", { tab: next })}
      />
      {tab === "Firing" && <Firing />}
      {tab === "Rules" && <RuleList />}
      {tab === "History" && <AlertTable label="History" state="all" none={noneYet} />}
      {tab === "Deliveries" && <Deliveries />}
      {tab === "Channels" && <ChannelList />}
    </div>
  );
}

function Firing() {
  const { go } = useAddress();
  const actions = [{ label: "See the rules", run: () => go("/alerts", { tab: "Rules" }) }];
  const none = {
    tone: "empty",
    title: "Nothing fires",
    detail: "No rule holds now. What a rule is switched on for appears here.",
    actions,
  } as const;
  return (
    <>
      <RuleTrouble />
      <AlertTable label="Alerts that are not closed" state="live" none={none} />
    </>
  );
}

const noneYet = {
  tone: "empty",
  title: "No alert yet",
  detail: "Every alert that there was stays here.",
} as const;
