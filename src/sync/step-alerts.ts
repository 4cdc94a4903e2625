import { alertOf } from "../convert/alert.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { together } from "./collections.ts";
import { keysToBe, packStep, readRows } from "./pack.ts";

const emits = [
  entityTypes.alert.type,
  relationshipTypes.accountHasAlert.type,
  relationshipTypes.machineHasAlert.type,
  relationshipTypes.logonUserHasAlert.type,
  relationshipTypes.userHasAlert.type,
];

/** Alerts with the machines, accounts and users that they are about. */
export const alertsStep = packStep({
  id: "alerts",
  title: "Alerts",
  permission: { api: "defender", role: "Alert.Read.All" },
  absent: "alerts, and accounts are not recognized by what alerts say of them",
  dependsOn: ["account", "users", "machines", "logon_users"],
  emits,
  async read(context) {
    const { held, tenant } = context;
    const accounts = await keysToBe(context, entityTypes.logonUser.type);
    const known = {
      tenantId: held.tenantId,
      machine: (id: string) => held.machines.get(id),
      holdsUser: (id: string) => held.userIds.has(id),
      holdsAccount: (key: string) => accounts.has(key),
    };
    return readRows(context, {
      listing: tenant.optional.alerts(),
      emits,
      converter: () => (alerts) => together(alerts.map((alert) => alertOf(alert, known))),
    });
  },
});
