import type { IconName } from "./icons.ts";

/** How entities of one kind look: told apart by shape and icon, not by colour alone. */
export interface Kind {
  readonly name: string;
  readonly shape: Shape;
  readonly icon: IconName;
  /** Fill in the light theme: at least 4.5:1 against white, as the icon on it is white. */
  readonly light: string;
  /** Fill in the dark theme: at least 3:1 against both the icon and the ground. */
  readonly dark: string;
}

/** Shapes that both the canvas and the legend can draw. */
export type Shape =
  | "ellipse"
  | "round-rectangle"
  | "round-hexagon"
  | "octagon"
  | "round-diamond"
  | "cut-rectangle";

const other: Kind = {
  name: "other",
  shape: "ellipse",
  icon: "dot",
  light: "#52606d",
  dark: "#7b8a9a",
};

const byType: Readonly<Record<string, Kind>> = {
  microsoft_defender_logon_user: {
    name: "logon-user",
    shape: "cut-rectangle",
    icon: "key",
    light: "#8a4b12",
    dark: "#b06a28",
  },
  microsoft_defender_group_user: {
    name: "group-user",
    shape: "ellipse",
    icon: "robot",
    light: "#6b5b80",
    dark: "#907fa8",
  },
  microsoft_defender_score: {
    name: "score",
    shape: "ellipse",
    icon: "chart",
    light: "#3b6a86",
    dark: "#5690b5",
  },
  microsoft_defender_recommendation: {
    name: "recommendation",
    shape: "round-rectangle",
    icon: "check",
    light: "#3b6a86",
    dark: "#5690b5",
  },
};

const byClass: Readonly<Record<string, Kind>> = {
  Account: {
    name: "account",
    shape: "round-hexagon",
    icon: "account",
    light: "#475569",
    dark: "#6d7f97",
  },
  HostAgent: {
    name: "agent",
    shape: "round-rectangle",
    icon: "shield",
    light: "#0f766e",
    dark: "#15918a",
  },
  Device: {
    name: "device",
    shape: "round-rectangle",
    icon: "laptop",
    light: "#1d4ed8",
    dark: "#4a80f0",
  },
  User: { name: "user", shape: "ellipse", icon: "user", light: "#b45309", dark: "#cc7722" },
  UserGroup: {
    name: "group",
    shape: "round-hexagon",
    icon: "users",
    light: "#6d28d9",
    dark: "#8f63f2",
  },
  Finding: { name: "finding", shape: "octagon", icon: "bug", light: "#b91c1c", dark: "#dd4444" },
  Vulnerability: {
    name: "vulnerability",
    shape: "round-diamond",
    icon: "hash",
    light: "#9d174d",
    dark: "#cf4585",
  },
  Application: {
    name: "application",
    shape: "round-hexagon",
    icon: "box",
    light: "#56680f",
    dark: "#7f9130",
  },
  Alert: { name: "alert", shape: "octagon", icon: "bell", light: "#c2410c", dark: "#dd6a33" },
  Record: {
    name: "record",
    shape: "cut-rectangle",
    icon: "history",
    light: "#52606d",
    dark: "#7b8a9a",
  },
  ControlPolicy: {
    name: "policy",
    shape: "round-rectangle",
    icon: "gear",
    light: "#7c3f6d",
    dark: "#b06a9e",
  },
  Certificate: {
    name: "certificate",
    shape: "round-diamond",
    icon: "link",
    light: "#0e7490",
    dark: "#1c93b3",
  },
  Person: { name: "person", shape: "ellipse", icon: "badge", light: "#15803d", dark: "#27994f" },
};

/** The look of an entity's type: its own where it has one, else that of its first known class. */
export function kindOf(type: string, classes: readonly string[]): Kind {
  const known = classes.flatMap((name) => byClass[name] ?? []);
  return byType[type] ?? known[0] ?? other;
}

/** Every look there is. */
export const kinds: readonly Kind[] = [other, ...Object.values(byType), ...Object.values(byClass)];
