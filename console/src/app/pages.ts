import { lazyRouteComponent, type RouteComponent } from "@tanstack/react-router";
import type { IconName } from "../part/icons.ts";

/** A page: where it is, how it is called, and the code that draws it, loaded when it is first opened. */
export interface PageSpec {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
  /** The letter that goes there after `g`. */
  readonly key: string;
  /** Under which heading the navigation lists it. */
  readonly group: "" | "Ask" | "Inventory" | "Watch" | "Manage";
  readonly component: RouteComponent;
}

/** The pages of the navigation, in its order. */
export const pages: readonly PageSpec[] = [
  {
    path: "/",
    label: "Home",
    icon: "home",
    key: "h",
    group: "",
    component: lazyRouteComponent(() => import("../home/home-page.tsx"), "HomePage"),
  },
  {
    path: "/integrations",
    label: "Integrations",
    icon: "plug",
    key: "i",
    group: "",
    component: lazyRouteComponent(
      () => import("../integrations/integrations-page.tsx"),
      "IntegrationsPage",
    ),
  },
  {
    path: "/query",
    label: "Query",
    icon: "code",
    key: "q",
    group: "Ask",
    component: lazyRouteComponent(() => import("../query/query-page.tsx"), "QueryPage"),
  },
  {
    path: "/questions",
    label: "Questions",
    icon: "question",
    key: "u",
    group: "Ask",
    component: lazyRouteComponent(() => import("../questions/questions-page.tsx"), "QuestionsPage"),
  },
  {
    path: "/graph",
    label: "Graph",
    icon: "graph",
    key: "g",
    group: "Ask",
    component: lazyRouteComponent(() => import("../explore/graph-page.tsx"), "GraphPage"),
  },
  {
    path: "/devices",
    label: "Devices",
    icon: "laptop",
    key: "d",
    group: "Inventory",
    component: lazyRouteComponent(() => import("../devices/devices-page.tsx"), "DevicesPage"),
  },
  {
    path: "/people",
    label: "People",
    icon: "badge",
    key: "p",
    group: "Inventory",
    component: lazyRouteComponent(() => import("../people/people-page.tsx"), "PeoplePage"),
  },
  {
    path: "/vulnerabilities",
    label: "Vulnerabilities",
    icon: "bug",
    key: "v",
    group: "Inventory",
    component: lazyRouteComponent(
      () => import("../vulnerabilities/vulnerabilities-page.tsx"),
      "VulnerabilitiesPage",
    ),
  },
  {
    path: "/software",
    label: "Software",
    icon: "box",
    key: "w",
    group: "Inventory",
    component: lazyRouteComponent(() => import("../software/software-page.tsx"), "SoftwarePage"),
  },
  {
    path: "/assets",
    label: "All assets",
    icon: "stack",
    key: "a",
    group: "Inventory",
    component: lazyRouteComponent(() => import("../assets/assets-page.tsx"), "AssetsPage"),
  },
  {
    path: "/alerts",
    label: "Alerts",
    icon: "bell",
    key: "l",
    group: "Watch",
    component: lazyRouteComponent(() => import("../alerts/alerts-page.tsx"), "AlertsPage"),
  },
  {
    path: "/changes",
    label: "Changes",
    icon: "history",
    key: "c",
    group: "Watch",
    component: lazyRouteComponent(() => import("../changes/changes-page.tsx"), "ChangesPage"),
  },
  {
    path: "/dashboard",
    label: "Dashboard",
    icon: "chart",
    key: "b",
    group: "Watch",
    component: lazyRouteComponent(() => import("../dashboard/dashboard-page.tsx"), "DashboardPage"),
  },
  {
    path: "/settings",
    label: "Settings",
    icon: "gear",
    key: "s",
    group: "Manage",
    component: lazyRouteComponent(() => import("../settings/settings-page.tsx"), "SettingsPage"),
  },
];

/** Pages that only others lead to. */
export const furtherPages = [
  {
    path: "/entity",
    component: lazyRouteComponent(() => import("../entity/entity-page.tsx"), "EntityPage"),
  },
  {
    path: "/integrations/new",
    component: lazyRouteComponent(
      () => import("../integrations/new-instance-page.tsx"),
      "NewInstancePage",
    ),
  },
  {
    path: "/instance",
    component: lazyRouteComponent(
      () => import("../integrations/instance-page.tsx"),
      "InstancePage",
    ),
  },
  {
    path: "/alerts/$id",
    component: lazyRouteComponent(() => import("../alerts/alert-page.tsx"), "AlertPage"),
  },
  {
    path: "/rule",
    component: lazyRouteComponent(() => import("../rules/rule-page.tsx"), "RulePage"),
  },
  {
    path: "/rule/new",
    component: lazyRouteComponent(() => import("../rules/new-rule-page.tsx"), "NewRulePage"),
  },
  {
    path: "/channel",
    component: lazyRouteComponent(() => import("../channels/channel-page.tsx"), "ChannelPage"),
  },
  {
    path: "/run",
    component: lazyRouteComponent(() => import("../runs/run-page.tsx"), "RunPage"),
  },
];
