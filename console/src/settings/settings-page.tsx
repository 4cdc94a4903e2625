import type { ComponentType } from "react";
import { useAddress } from "../app/address.ts";
import { Tabs } from "../part/tabs.tsx";
import { AccountTab } from "./account-tab.tsx";
import { AuditTab } from "./audit-tab.tsx";
import { DataTab } from "./data-tab.tsx";
import { PublishingTab } from "./publishing-tab.tsx";
import { TokensTab } from "./tokens-tab.tsx";
import { UsersTab } from "./users-tab.tsx";

const tabs = ["Account", "API tokens", "Users", "Publishing", "Data", "Audit log"] as const;

const contents: Readonly<Record<(typeof tabs)[number], ComponentType>> = {
  Account: AccountTab,
  "API tokens": TokensTab,
  Users: UsersTab,
  Publishing: PublishingTab,
  Data: DataTab,
  "Audit log": AuditTab,
};

/** What is set for oneself, and for everybody. */
export function SettingsPage() {
  const { search, adjust } = useAddress();
  const tab = tabs.find((name) => name === search.tab) ?? "Account";
  const Content = contents[tab];
  return (
    <div className="page">
      <h1>Settings</h1>
      <Tabs
        label="Settings"
        tabs={tabs}
        selected={tab}
        onSelect={(next) => adjust({ tab: next, find: undefined })}
      />
      <Content />
    </div>
  );
}
