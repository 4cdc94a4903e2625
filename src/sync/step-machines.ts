import type { Complete } from "../base/complete.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import type { Converted } from "../convert/converted.ts";
import { machineOf, survivors } from "../convert/machine.ts";
import type { Entity } from "../graph/entity.ts";
import type { Machine } from "../microsoft/machine.ts";
import { type AntivirusFacts, readAntivirus } from "./antivirus.ts";
import { stage, together, walk } from "./collections.ts";
import { holdMachine } from "./held.ts";
import type { Step, StepContext, StepOutcome } from "./step.ts";
import { completed } from "./step-results.ts";

const emits = [
  entityTypes.machine.type,
  entityTypes.endpoint.type,
  relationshipTypes.accountHasMachine.type,
  relationshipTypes.machineManagesEndpoint.type,
];

function hold(context: StepContext, machine: Machine): void {
  holdMachine(context.held, {
    id: machine.id,
    computerDnsName: machine.computerDnsName,
    lastSeenOn: machine.lastSeenOn,
    onboarded: machine.onboardingStatus === "Onboarded",
    merged: machine.mergedIntoMachineId !== null,
    aadDeviceId: machine.aadDeviceId,
  });
}

interface Conversion {
  readonly context: StepContext;
  readonly antivirus: AntivirusFacts;
  readonly survivorOf: (id: string) => string | null;
}

function convert({ context, antivirus, survivorOf }: Conversion, machine: Machine): Converted {
  const made = machineOf(machine, {
    tenantId: context.held.tenantId,
    antivirus: antivirus.state(machine.id),
    survivorOf,
  });
  return { ...made, entities: made.entities.map((entity: Entity) => antivirus.complement(entity)) };
}

/** The end of a whole walk: partial where the antivirus health is missing, noted where the tenant may have none. */
function endOf(context: StepContext, antivirus: AntivirusFacts, receipt: Complete): StepOutcome {
  const end = completed([receipt], emits);
  if (antivirus.problem === null) return end;
  const text = `Antivirus health was not read; what was known stays. ${antivirus.problem}`;
  if (!antivirus.isOptional) return { ...end, status: "partial", reason: text, isProven: true };
  context.note("antivirus_unavailable", text);
  return end;
}

/** Merged machines wait for the end, when all survivors are known. */
async function stageMerged(
  context: StepContext,
  antivirus: AntivirusFacts,
  merged: readonly Machine[],
): Promise<void> {
  const whole = [...context.held.machines.values()].filter((machine) => !machine.merged);
  const pairs = whole.map(({ id }) => ({ id, mergedIntoMachineId: null }));
  const survivorOf = survivors([...pairs, ...merged]);
  const made = merged.map((machine) => convert({ context, antivirus, survivorOf }, machine));
  await stage(context, together(made));
}

/** Devices and their Defender agents. */
export const machinesStep: Step = {
  id: "machines",
  title: "Machines",
  source: "machines",
  dependsOn: ["account"],
  emits,
  async run(context) {
    const antivirus = await readAntivirus(context);
    const merged: Machine[] = [];
    try {
      const receipt = await walk(context, {
        listing: context.tenant.machines(),
        counter: { count: 0 },
        async take(machines) {
          for (const machine of machines) hold(context, machine);
          merged.push(...machines.filter((machine) => machine.mergedIntoMachineId !== null));
          const whole = machines.filter((machine) => machine.mergedIntoMachineId === null);
          const conversion: Conversion = { context, antivirus, survivorOf: (id) => id };
          await stage(context, together(whole.map((machine) => convert(conversion, machine))));
        },
      });
      return endOf(context, antivirus, receipt);
    } finally {
      // Also after a walk that broke off: what was read is good.
      await stageMerged(context, antivirus, merged);
    }
  },
  async settle(context) {
    for await (const machines of context.entitiesToBe([entityTypes.machine.type])) {
      for (const machine of machines) holdAgain(context, machine);
    }
  },
};

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Notes a machine of the earlier graph, so that later steps know it although it was not read this time. */
function holdAgain(context: StepContext, { properties }: Entity): void {
  const id = textOf(properties["id"]);
  if (id === null) return;
  const lastSeenOn = properties["lastSeenOn"];
  holdMachine(context.held, {
    id,
    computerDnsName: textOf(properties["computerDnsName"]),
    lastSeenOn: typeof lastSeenOn === "number" ? lastSeenOn : null,
    onboarded: properties["onboardingStatus"] === "Onboarded",
    merged: properties["merged"] === true,
    aadDeviceId: textOf(properties["aadDeviceId"]),
  });
}
