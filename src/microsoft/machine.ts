import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";

/** A network adapter's address of a machine. Blank strings are `null` here. */
export interface MachineAddress {
  readonly ipAddress: string | null;
  /** As Defender writes it: hexadecimal without separators. */
  readonly macAddress: string | null;
  readonly type: string | null;
  readonly operationalStatus: string | null;
}

/** Where a virtual machine lives. */
export interface VmMetadata {
  readonly vmId: string | null;
  readonly cloudProvider: string | null;
  readonly resourceId: string | null;
  readonly subscriptionId: string | null;
}

/** A device known to Defender: `/api/machines`, `microsoft-apis` §3.3. */
export interface Machine {
  /** 40 hexadecimal digits. */
  readonly id: string;
  /** The surviving machine, where Defender merged this one into another. */
  readonly mergedIntoMachineId: string | null;
  readonly isPotentialDuplication: boolean | null;
  readonly isExcluded: boolean | null;
  readonly exclusionReason: string | null;
  /** Short or fully qualified; neither unique nor always there. */
  readonly computerDnsName: string | null;
  readonly firstSeenOn: EpochMs | null;
  /** The last full report, about daily. */
  readonly lastSeenOn: EpochMs | null;
  readonly osPlatform: string | null;
  readonly osVersion: string | null;
  readonly version: string | null;
  readonly osBuild: number | null;
  readonly osProcessor: string | null;
  readonly osArchitecture: string | null;
  readonly lastIpAddress: string | null;
  readonly lastExternalIpAddress: string | null;
  readonly ipAddresses: readonly MachineAddress[];
  readonly agentVersion: string | null;
  readonly healthStatus: string | null;
  /** Onboarded, CanBeOnboarded, Unsupported, InsufficientInfo. */
  readonly onboardingStatus: string | null;
  readonly defenderAvStatus: string | null;
  readonly riskScore: string | null;
  readonly exposureLevel: string | null;
  readonly deviceValue: string | null;
  readonly rbacGroupId: number | null;
  readonly rbacGroupName: string | null;
  readonly isAadJoined: boolean | null;
  readonly aadDeviceId: string | null;
  /** Without blanks. */
  readonly machineTags: readonly string[];
  readonly managedBy: string | null;
  readonly managedByStatus: string | null;
  readonly vmMetadata: VmMetadata | null;
  readonly raw: JsonObject;
}
