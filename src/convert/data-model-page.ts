import { edgeProperties } from "./edge-properties.ts";
import { entityProperties } from "./entity-properties.ts";
import { identityMethods } from "./identity-methods.ts";
import { notAPersonRules } from "./not-a-person.ts";
import type { EntityType, RelationshipType } from "./kind.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

const opening = `# The data model

<!-- Written by \`node scripts/data-model.ts\` from \`src/convert\`. Change that, not this page. -->

Types, classes and keys are JupiterOne's, so that J1QL written for JupiterOne works here. Properties are flat; times are
epoch milliseconds in properties whose names end in \`On\`. What the provider did not say is absent, or \`null\` where the
class requires the property (_required_). Lists are sorted and without repeats. Words such as \`Critical\` are spelled as
Microsoft spells them. _Volatile_ properties may differ on every run: they are refreshed without making a change or a
version. With an account name, every entity also carries \`tag.AccountName\`. The provider's record is kept beside
the entity, save for CVEs, software and employees, which have none of their own.
`;

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** Columns are padded as the formatter pads them, so that the page passes its check as it is written. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(cell));
  const at = (row: readonly string[], column: number): string => row[column] ?? "";
  const widest = (column: number): number =>
    Math.max(3, ...cells.map((row) => at(row, column).length));
  const widths = head.map((_, column) => widest(column));
  const line = (row: readonly string[], fill: string): string =>
    `| ${widths.map((width, column) => at(row, column).padEnd(width, fill)).join(" | ")} |`;
  const lines = cells.map((row) => line(row, " "));
  return [...lines.slice(0, 1), line([], "-"), ...lines.slice(1)].join("\n");
}

function entityRow({ resource, type, classes, key, source }: EntityType): readonly string[] {
  return [resource, `\`${type}\``, classes.join(", "), `\`${key}\``, source];
}

function relationshipRow(relationship: RelationshipType): readonly string[] {
  const { from, verb, to, type, meaning } = relationship;
  return [`\`${from}\` **${verb}** \`${to}\``, `\`${type}\``, meaning];
}

interface Described {
  readonly kind: string;
  readonly meaning: string;
  readonly required?: boolean;
}

function propertyRows(
  properties: Readonly<Record<string, Described>>,
  volatile: readonly string[],
): readonly (readonly string[])[] {
  const rows = Object.entries(properties).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return rows.map(([name, { kind, meaning, required = false }]) => {
    const notes = [required ? "required" : "", volatile.includes(name) ? "volatile" : ""];
    return [`\`${name}\``, kind, notes.filter(Boolean).join(", "), meaning];
  });
}

const propertyHead = ["property", "kind", "", "meaning"];

function entitySections(): readonly string[] {
  return entityProperties.map(
    ([{ resource, type, volatile }, properties]) =>
      `### ${resource}: \`${type}\`\n\n${table(propertyHead, propertyRows(properties, volatile))}\n`,
  );
}

function edgeSections(): readonly string[] {
  return edgeProperties.map(
    ([{ from, verb, to, volatile }, properties]) =>
      `### \`${from}\` ${verb} \`${to}\`\n\n${table(propertyHead, propertyRows(properties, volatile))}\n`,
  );
}

function methodTable(): string {
  const rows = Object.values(identityMethods).map(({ method, confidence, meaning }) => [
    `\`${method}\``,
    String(confidence),
    meaning,
  ]);
  return table(["method", "confidence", "when"], rows);
}

function ruleTable(): string {
  const rows = notAPersonRules.map(({ name, field, values, pattern, why }) => [
    `\`${name}\``,
    `\`${field}\` ${values === undefined ? `fits \`${String(pattern)}\`` : `is ${values.map((value) => `\`${value}\``).join(", ")}`}`,
    why,
  ]);
  return table(["rule", "sign", "why"], rows);
}

/** The page `docs/data-model.md`, from the tables that convert. */
export function dataModelPage(): string {
  const entityHead = ["resource", "`_type`", "`_class`", "`_key`", "source"];
  const parts = [
    opening,
    `## Entities\n\n${table(entityHead, Object.values(entityTypes).map(entityRow))}\n`,
    "## Relationships\n\n`_key` is `<from key>|<verb, lower case>|<to key>`.\n",
    `${table(["relationship", "`_type`", "meaning"], Object.values(relationshipTypes).map(relationshipRow))}\n`,
    "## Properties of entities\n",
    ...entitySections(),
    "## Properties of relationships\n\nRelationships that are not listed carry none.\n",
    ...edgeSections(),
    "## Who is behind an account that logs on\n\nThe first method that finds exactly one user decides. Several users are no answer: the next method is asked, and an account that stays open gets no edge. Device-local and system accounts are never asked about.\n",
    `${methodTable()}\n`,
    "## Who is an employee\n\nEvery directory user that none of these rules speaks against; case does not matter. Users who share an employee id or an address are one person.\n",
    ruleTable(),
  ];
  return `${parts.join("\n")}\n`;
}
