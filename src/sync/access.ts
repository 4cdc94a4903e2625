import { Failure } from "../base/failure.ts";
import { type Cloud, type HostOverrides, hostsOf } from "../microsoft/cloud.ts";

/** What is wrong with addresses given in place of a cloud's own, in words; `null` when they can be used. */
export function wrongHosts(cloud: Cloud, hosts: HostOverrides): string | null {
  try {
    hostsOf(cloud, hosts);
    return null;
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return failure.message;
  }
}
