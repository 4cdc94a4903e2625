import type { Employees, NotEmployee } from "../convert/employees.ts";
import { rosterReport } from "../convert/roster-report.ts";
import { entityTypes, relationshipTypes } from "../convert/types.ts";
import { stage } from "./collections.ts";
import { inputsAreProven } from "./derived.ts";
import { employeeInputs, identityInputs, readForEmployees } from "./people-inputs.ts";
import type { Step, StepContext } from "./step.ts";

const emits = [
  entityTypes.person.type,
  relationshipTypes.personIsUser.type,
  relationshipTypes.personManagesPerson.type,
  relationshipTypes.personOwnsEndpoint.type,
];

const identities = relationshipTypes.logonUserIsUser.type;

function tell(context: StepContext, notEmployees: readonly NotEmployee[]): void {
  if (notEmployees.length === 0) return;
  const counts = new Map<string, number>();
  for (const { rule } of notEmployees) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const rules = [...counts].map(([rule, count]) => `${count} by rule ${rule}`).join(", ");
  const text = `${notEmployees.length} directory users stand for no employee: ${rules}.`;
  context.note("not_employees", text, notEmployees.length);
}

/** What became of the roster: the counts as a note, the rest for who asks. */
function tellRoster(context: StepContext, { notEmployees, roster: match }: Employees): void {
  const { settings, findings } = context.people;
  findings.notEmployees = notEmployees;
  if (settings.roster === null || match === null) return;
  const report = rosterReport(settings.roster, match);
  findings.roster = report;
  const { counts } = report;
  const facts = [
    `${report.matched} of ${report.employees} employees have an account (${report.byEmployeeId} by employee id, ${report.byEmail} by mail)`,
    `${counts.employeesWithoutAccount} who work here have none`,
    `${counts.accountsWithoutEmployee} accounts have no employee`,
    `${counts.ambiguous} are ambiguous`,
    `${counts.leaversEnabled} leavers may still sign in`,
    `${counts.problems} problems in its ${report.lines} lines`,
  ];
  const text = `Roster ${report.file}: ${facts.join("; ")}. defender-graph identities --employees tells which.`;
  context.note("roster", text, report.employees);
}

/** The people behind the directory users, and whose device is whose. Computed from the graph as it would be. */
export const employeesStep: Step = {
  id: "employees",
  title: "Employees",
  source: null,
  dependsOn: ["users", "machines", "device_owners", "logon_users", "identities"],
  emits,
  computedFrom: [identities, ...employeeInputs, ...identityInputs],
  async run(context) {
    const index = await readForEmployees(context);
    for await (const people of context.previous([entityTypes.person.type])) {
      for (const person of people) index.addPrevious(person);
    }
    for await (const batch of context.relationshipsToBe([identities])) {
      for (const identity of batch) index.addRelationship(identity);
    }
    const found = index.resolve();
    await stage(context, { entities: found.entities, relationships: found.relationships });
    tell(context, found.notEmployees);
    tellRoster(context, found);
    return inputsAreProven(context, this.dependsOn, {
      received: found.entities.length,
      loses: emits,
    });
  },
};
