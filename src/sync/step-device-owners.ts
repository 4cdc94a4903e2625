import { relationshipTypes } from "../convert/types.ts";
import { ownersOf } from "../convert/device-owner.ts";
import { stage, walk } from "./collections.ts";
import type { Step } from "./step.ts";
import { completed } from "./step-results.ts";

const emits = [relationshipTypes.userOwnsEndpoint.type];

/** Who is registered in Entra as the owner of a device that Defender knows. */
export const deviceOwnersStep: Step = {
  id: "device_owners",
  title: "Device owners",
  source: "devices",
  dependsOn: ["users", "machines"],
  emits,
  async run(context) {
    const { held, tenant } = context;
    const receipt = await walk(context, {
      listing: tenant.entraDevices(),
      counter: { count: 0 },
      async take(devices) {
        const relationships = devices.flatMap((device) =>
          ownersOf(device, {
            machinesByAadDeviceId: (id) => held.machinesByAadDeviceId.get(id) ?? [],
            holdsUser: (id) => held.userIds.has(id),
          }),
        );
        await stage(context, { entities: [], relationships });
      },
    });
    return completed([receipt], emits);
  },
};
