import type { StepView } from "../../../src/service/runs/step-view.ts";
import type { Search } from "../app/address.ts";

/** Where in the console what kept a step can be mended. */
interface WayToMend {
  readonly label: string;
  /** What the instance's page opens at. */
  readonly search: Search;
}

const permissions: WayToMend = {
  label: "See which permissions are missing",
  search: { tab: "Permissions" },
};

const secret: WayToMend = {
  label: "Enter a new secret",
  search: { tab: "Settings", field: "secret" },
};

const settings: WayToMend = { label: "Check the settings", search: { tab: "Settings" } };

const ways: Readonly<Record<string, WayToMend>> = {
  permission_missing: permissions,
  consent_missing: permissions,
  secret_wrong: secret,
  secret_expired: secret,
  certificate_refused: settings,
  credential_unusable: settings,
  client_unknown: settings,
  tenant_unknown: settings,
  tenant_malformed: settings,
  cloud_wrong: settings,
  audience_wrong: settings,
  defender_not_in_cloud: settings,
  invalid_url: settings,
  insecure_url: settings,
};

/** The way for a step's error code; nothing where the console cannot help. */
export function wayToMend({ code }: StepView): WayToMend | undefined {
  return code !== null && Object.hasOwn(ways, code) ? ways[code] : undefined;
}
