import { antivirusModeOf } from "./antivirus-record.ts";
import { type Device, deviceAt, survivorOf } from "./device.ts";
import { exposureOn, healthOn, onboardingOf, rbacGroupOn, riskOn, tagsOn } from "./device-day.ts";
import { ownersOn } from "./device-owner.ts";
import type { Facts } from "./facts.ts";
import { aadDeviceIdOf, lastSeenOn, mergedIntoId, statedFirstSeen } from "./machine-record.ts";
import {
  type OpenProperties,
  type TruthEntity,
  type TruthPen,
  type TruthRelationship,
  truthEdge,
  truthKeys,
} from "./truth-line.ts";
import { userId } from "./user-record.ts";

/** The machines, the devices that they are, and the registered owners of these. */
export function* machinesTruth(
  facts: Facts,
  pen: TruthPen,
): Generator<TruthEntity | TruthRelationship> {
  const { tenant, day, devices } = facts;
  for (const device of devices) {
    const key = truthKeys.machine(device.id);
    yield pen.entity("machine", key, machineProperties(facts, device));
    yield truthEdge("accountHasMachine", [truthKeys.account(tenant.id), key]);
    const survivor = survivorOf(tenant, device.index, day);
    if (survivor !== undefined) {
      const { id } = survivor === device.index ? device : deviceAt(tenant, survivor);
      yield truthEdge("machineManages", [key, truthKeys.endpoint(id)]);
    }
    if (device.mergedInto === undefined) yield* endpointTruth(facts, pen, device);
  }
}

function* endpointTruth(
  facts: Facts,
  pen: TruthPen,
  device: Device,
): Generator<TruthEntity | TruthRelationship> {
  const key = truthKeys.endpoint(device.id);
  yield pen.entity("endpoint", key, commonProperties(facts, device));
  for (const slot of ownersOn(facts.tenant, device, facts.day)) {
    yield truthEdge("userOwns", [truthKeys.user(userId(facts.tenant, slot)), key]);
  }
}

function commonProperties({ tenant, day }: Facts, device: Device): OpenProperties {
  const group = rbacGroupOn(tenant, device, day);
  const tags = tagsOn(tenant, device, day).filter((tag) => tag !== "");
  return {
    id: device.id,
    displayName: device.dnsName || device.id,
    onboardingStatus: onboardingOf(device),
    managed: device.kind !== "discovered",
    firstSeenOn: statedFirstSeen(tenant, device),
    lastSeenOn: lastSeenOn(tenant, device, day),
    healthStatus: healthOn(tenant, device, day),
    riskScore: riskOn(tenant, device, day),
    exposureLevel: exposureOn(tenant, device, day),
    osPlatform: device.system.platform,
    aadDeviceId: aadDeviceIdOf(tenant, device),
    rbacGroupId: group.id,
    rbacGroupName: group.name,
    machineTags: tags.length === 0 ? undefined : tags,
  };
}

function machineProperties(facts: Facts, device: Device): OpenProperties {
  const merged = mergedIntoId(facts.tenant, device);
  return {
    ...commonProperties(facts, device),
    mergedIntoMachineId: merged,
    merged: merged === null ? undefined : true,
    avMode: antivirusModeOf(device),
  };
}
