import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";

/** An account seen logging on to one machine: `/api/machines/{id}/logonusers`, `microsoft-apis` §3.4. */
export interface LogonUser {
  /** Defender's own id, `domain\user` in lower case; older answers carry a bare `user`. */
  readonly id: string;
  readonly accountName: string;
  /** Empty where Defender gave none. */
  readonly accountDomain: string;
  readonly accountSid: string | null;
  readonly firstSeenOn: EpochMs | null;
  readonly lastSeenOn: EpochMs | null;
  /** Split from Defender's one comma-joined string. */
  readonly logonTypes: readonly string[];
  /** True also for local administrators: not a sign of an Active Directory domain administrator. */
  readonly isDomainAdmin: boolean | null;
  readonly isOnlyNetworkUser: boolean | null;
  readonly raw: JsonObject;
}
