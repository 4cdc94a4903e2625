import { CollectionPage } from "../collection/collection-page.tsx";
import type { CollectionSpec } from "../collection/collection-spec.ts";
import { useAddress } from "../app/address.ts";
import { Tabs } from "../part/tabs.tsx";
import { MatchingPage } from "./matching-page.tsx";
import { quoted } from "../query/j1ql-text.ts";

const exposed =
  "microsoft_defender_vulnerability WITH severity = 'Critical' AND publicExploit = true";

const spec: CollectionSpec = {
  title: "People",
  type: "person",
  one: "employee",
  many: "employees",
  searched: ["displayName", "email", "department", "title"],
  sort: "displayName",
  pills: [
    { id: "leavers", label: "Not active", condition: "active = false" },
    { id: "contractors", label: "Contractors", condition: "employeeType = 'Contractor'" },
    { id: "unmailed", label: "Without a mail address", condition: "email = undefined" },
  ],
  columns: [
    { property: "email", header: "Mail", width: 180, grow: 2 },
    { property: "department", header: "Department", width: 124 },
    { property: "title", header: "Title", width: 124 },
    { property: "employeeType", header: "Kind", width: 100 },
    { property: "active", header: "Active", width: 72, look: "fact" },
  ],
  sides: [
    {
      id: "devices",
      header: "Devices",
      width: 170,
      grow: 2,
      shows: "names",
      query: (keys) =>
        `FIND person WITH _key = ${keys} AS e THAT OWNS user_endpoint AS d RETURN e._key AS k, d.displayName AS name, d._key AS other`,
    },
    {
      id: "exposed",
      header: "Critical, exploitable",
      width: 172,
      shows: "number",
      query: (keys) =>
        `FIND person WITH _key = ${keys} AS e THAT OWNS user_endpoint THAT MANAGES microsoft_defender_machine THAT IDENTIFIED ${exposed} AS v RETURN e._key AS k, COUNT(v) AS n`,
      listing: (key) =>
        `FIND person WITH _key = ${quoted(key)} THAT OWNS user_endpoint THAT MANAGES microsoft_defender_machine THAT IDENTIFIED ${exposed}`,
    },
  ],
};

/** The employees, with what they use and what threatens it. */
export function PeoplePage() {
  const { search, go } = useAddress();
  const isMatching = search.tab === "Matching";
  const tabs = (
    <Tabs
      label="People"
      tabs={["Employees", "Matching"]}
      selected={isMatching ? "Matching" : "Employees"}
      onSelect={(tab) => go("/people", tab === "Matching" ? { tab } : {})}
    />
  );
  if (isMatching) return <MatchingPage>{tabs}</MatchingPage>;
  return <CollectionPage spec={spec}>{tabs}</CollectionPage>;
}
