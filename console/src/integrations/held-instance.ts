import type { InstanceView } from "../../../src/service/instances/instance-view.ts";

/** An instance with what it holds: what goes when it is deleted with its data. */
export interface HeldInstance extends InstanceView {
  readonly holds: {
    readonly entities: number;
    readonly relationships: number;
    readonly versions: number;
    readonly changes: number;
    readonly runs: number;
  };
}
