import { CAST_SIZE, cast } from "./cast.ts";
import { bornOn } from "./population.ts";
import { pick } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { kindOf, leavesOn, removedOn, userExists } from "./user-life.ts";
import { marriesOn } from "./user-name.ts";

/** What a human does in the organisation on a day. */
export interface Career {
  readonly department: string;
  readonly division: string;
  readonly costCenter: string;
  readonly title: string;
}

const DEPARTMENTS: readonly (readonly [string, string, readonly string[]])[] = [
  ["Engineering", "Products", ["Engineer", "Senior Engineer", "Architect", "Test Engineer"]],
  ["Research", "Products", ["Researcher", "Data Scientist", "Laboratory Lead"]],
  ["Manufacturing", "Operations", ["Planner", "Line Lead", "Quality Inspector"]],
  ["Logistics", "Operations", ["Dispatcher", "Warehouse Lead", "Customs Specialist"]],
  ["Finance", "Corporate", ["Accountant", "Controller", "Payroll Specialist"]],
  ["Human Resources", "Corporate", ["Recruiter", "Business Partner"]],
  ["Legal", "Corporate", ["Counsel", "Paralegal"]],
  ["Sales", "Markets", ["Account Manager", "Sales Engineer", "Inside Sales"]],
  ["Marketing", "Markets", ["Brand Manager", "Editor", "Analyst"]],
  ["Customer Support", "Markets", ["Support Engineer", "Support Lead"]],
  [
    "Information Technology",
    "Corporate",
    ["Administrator", "Service Desk Analyst", "Security Analyst"],
  ],
];

/** The day from which a human works elsewhere and for another manager; infinite for most. */
export function movesOn(tenant: Tenant, slot: number): number {
  if (slot < CAST_SIZE || kindOf(tenant, slot) !== "person") return Infinity;
  if (tenant.roll("moves", slot) > 0.8) return Infinity;
  const day =
    Math.max(bornOn(tenant.users, slot), 0) + 1 + Math.floor(tenant.roll("move", slot) * 240);
  return day < leavesOn(tenant, slot) ? day : Infinity;
}

/** What the human does on a day. */
export function careerOn(tenant: Tenant, slot: number, day: number): Career {
  const stage = movesOn(tenant, slot) <= day ? 1 : 0;
  const [department, division, titles] = pick(DEPARTMENTS, tenant.roll("department", slot, stage));
  const title =
    slot === cast.chief
      ? "Chief Executive Officer"
      : pick(titles, tenant.roll("title", slot, stage));
  const costCenter = `CC-${100 + Math.floor(tenant.roll("cost-center", slot, stage) * 60)}`;
  return { department, division, costCenter, title };
}

/** The position of the user's manager on a day, `undefined` for one without. */
export function managerOn(tenant: Tenant, slot: number, day: number): number | undefined {
  const manager = appointed(tenant, slot, day);
  return manager !== undefined && userExists(tenant, manager, day) ? manager : undefined;
}

function appointed(tenant: Tenant, slot: number, day: number): number | undefined {
  const kind = kindOf(tenant, slot);
  if (kind === "admin") return slot - 1;
  if (kind !== "person" || slot === cast.chief) return undefined;
  if (slot === cast.guestReport) return cast.guest;
  if (slot === cast.adminReport) return cast.chiefAdmin;
  if (slot >= CAST_SIZE && tenant.roll("unmanaged", slot) < 0.02) return undefined;
  return superior(tenant, slot, day);
}

/** Up the tree, whose parents have ever smaller positions, to the first human who has not been removed. */
function superior(tenant: Tenant, slot: number, day: number): number {
  const widths = movesOn(tenant, slot) <= day ? 11 : 7;
  let manager = Math.floor((slot - 1) / widths);
  while (
    manager > 0 &&
    (kindOf(tenant, manager) !== "person" || day >= removedOn(tenant, manager))
  ) {
    manager--;
  }
  return manager;
}

/** Whether anything of the user's own that `/users` shows differs between two days on both of which it exists. */
export function userDiffers(
  tenant: Tenant,
  slot: number,
  days: { from: number; to: number },
): boolean {
  const events = [marriesOn(tenant, slot), movesOn(tenant, slot), leavesOn(tenant, slot)];
  if (events.some((day) => day > days.from && day <= days.to)) return true;
  return managerOn(tenant, slot, days.from) !== managerOn(tenant, slot, days.to);
}
