import type { Database } from "../src/store/database.ts";
import { writeShape } from "../src/store/write-shape.ts";

/** How large the graph is that questions are measured on. */
export interface Size {
  readonly machines: number;
  readonly findings: number;
}

interface Kind {
  readonly type: string;
  readonly classes: readonly string[];
  /** Ids begin behind this. */
  readonly base: number;
  readonly count: number;
  /** The properties of the `i`th as a JSON text, in SQL. */
  readonly properties: string;
}

interface Link {
  readonly type: string;
  readonly verb: string;
  readonly base: number;
  readonly count: number;
  readonly from: string;
  readonly to: string;
  readonly properties?: string;
}

/** SQL for a JSON object: values are SQL for JSON texts. */
function object(of: Readonly<Record<string, string>>): string {
  const parts = Object.keys(of)
    .toSorted()
    .map((name, index) => `'${index === 0 ? "{" : ","}"${name}":' || ${of[name] ?? "null"}`);
  return `${parts.join(" || ")} || '}'`;
}

/** SQL for the JSON text of one of these, in turn. */
function oneOf(texts: readonly string[], by = "i"): string {
  const cases = texts.map((text, index) => `when ${index} then '"${text}"'`);
  return `case (${by}) % ${texts.length} ${cases.join(" ")} end`;
}

const text = (begin: string, by = "i"): string => `'"${begin}' || (${by}) || '"'`;
const whole = (sql: string): string => `cast(${sql} as text)`;
const holds = (condition: string): string => `case when ${condition} then 'true' else 'false' end`;

const severity = `case when i % 20 = 0 then '"Critical"' when i % 4 = 0 then '"High"' when i % 3 = 0 then '"Medium"' else '"Low"' end`;

function kindsOf({ machines }: Size): readonly Kind[] {
  const filler = {
    vendor: `'"Contoso Systems"'`,
    description: text("A thing of the measured tenant with the number "),
    "tag.Owner": text("team-", "i % 50"),
  };
  return [
    {
      type: "microsoft_defender_machine",
      classes: ["HostAgent"],
      base: 1_000_000,
      count: machines,
      properties: object({
        ...filler,
        displayName: text("machine-"),
        osPlatform: oneOf(["Windows11", "Windows10", "macOS", "Linux"]),
        riskScore: oneOf(["None", "Low", "Medium", "High", "Low"]),
        exposureScore: whole("i % 100"),
        ipAddress: `'"10.' || (i % 250) || '.' || (i % 199) || '.7"'`,
        tags: `'["server","vip' || (i % 9) || '"]'`,
        lastSeenOn: whole("1750000000000 + cast(i as bigint) * 1000"),
      }),
    },
    {
      type: "user_endpoint",
      classes: ["Device"],
      base: 2_000_000,
      count: machines,
      properties: object({ ...filler, displayName: text("machine-"), active: holds("i % 7 > 0") }),
    },
    {
      type: "microsoft_defender_user",
      classes: ["User"],
      base: 3_000_000,
      count: machines,
      properties: object({
        ...filler,
        displayName: text("user-"),
        department: text("department-", "i % 40"),
        email: `'"user-' || i || '@contoso.test"'`,
        active: holds("i % 11 > 0"),
      }),
    },
    {
      type: "microsoft_defender_group",
      classes: ["UserGroup"],
      base: 4_000_000,
      count: Math.ceil(machines / 50),
      properties: object({ ...filler, displayName: text("group-") }),
    },
    {
      type: "microsoft_defender_logon_user",
      classes: ["User"],
      base: 5_000_000,
      count: machines,
      properties: object({ ...filler, displayName: text("logon-"), accountKind: `'"domain"'` }),
    },
    {
      type: "microsoft_defender_vulnerability",
      classes: ["Finding"],
      base: 6_000_000,
      count: 3_000,
      properties: object({
        ...filler,
        displayName: text("CVE-2026-"),
        severity,
        cvssScore: whole("(i % 100) / 10.0"),
        publicExploit: holds("i % 10 = 0"),
      }),
    },
  ];
}

function linksOf({ machines, findings }: Size): readonly Link[] {
  const each = Math.max(1, Math.floor(findings / machines));
  const groups = Math.ceil(machines / 50);
  return [
    {
      type: "microsoft_defender_machine_manages_user_endpoint",
      verb: "MANAGES",
      base: 101_000_000,
      count: machines,
      from: "1000000 + i",
      to: "2000000 + i",
    },
    {
      type: "microsoft_defender_user_owns_user_endpoint",
      verb: "OWNS",
      base: 102_000_000,
      count: machines,
      from: "3000000 + i",
      to: "2000000 + i",
    },
    {
      type: "microsoft_defender_group_has_user",
      verb: "HAS",
      base: 103_000_000,
      count: machines * 3,
      from: `4000001 + (i * 7) % ${groups}`,
      to: `3000001 + i % ${machines}`,
    },
    {
      type: "microsoft_defender_machine_has_logon_user",
      verb: "HAS",
      base: 104_000_000,
      count: Math.floor(machines * 1.5),
      from: `1000001 + (i * 3) % ${Math.floor(machines * 0.9)}`,
      to: `5000001 + i % ${machines}`,
    },
    {
      type: "microsoft_defender_machine_identified_vulnerability",
      verb: "IDENTIFIED",
      base: 110_000_000,
      count: findings,
      // As a tenant is read: machine by machine.
      from: `1000001 + (i - 1) / ${each}`,
      to: `6000001 + ((i - 1) / ${each} * 7 + i % ${each}) % 3000`,
      properties: object({
        severity,
        software: `'["openssl ' || (i % 9) || '.0","curl 8.' || (i % 7) || '"]'`,
        firstSeenOn: whole("1740000000000 + cast(i as bigint) * 100"),
        lastSeenOn: whole("1750000000000 + cast(i as bigint) * 100"),
        evidence: oneOf(["registry", "file", "package"]),
        recommended: text("update-", "i % 300"),
      }),
    },
  ];
}

const ends = "1, 1000, 1000, 1";
const digits = "0, 0";

async function addKind(db: Database, { type, classes, base, count, properties }: Kind) {
  const name = `'${type}:' || i`;
  const sql = `insert into entity select ${base} + i, 1, ${name}, '${type}', ?::text[], cast(${db.dialect.properties(properties)} as text), ${db.dialect.properties(properties)}, null, ${digits}, ${ends} from generate_series(1, ${count}) g(i)`;
  await db.run(sql, [classes]);
  await db.run(
    `update entity set display_name = '${type.replace("microsoft_defender_", "")}-' || (id - ${base}) where type = '${type}'`,
  );
}

async function addLink(db: Database, link: Link): Promise<void> {
  const { type, verb, base, count, from, to, properties = "'{}'" } = link;
  const { dialect } = db;
  const columns = `1, '${type}', '${verb}', ${from}, ${to}, ${dialect.properties(properties)}, ${digits}, ${ends}`;
  // Integer division, as both engines have it: the number is made whole first.
  const series = (least: number, most: number): string =>
    `from (select cast(n as integer) as i from generate_series(${least}, ${most}) g(n)) s`;
  const whole = columns.replaceAll("/ ", dialect.name === "duckdb" ? "// " : "/ ");
  await db.run(`insert into relationship select ${base} + i, ${whole} ${series(1, count)}`);
  const gone = Math.floor(count / 20);
  await db.run(
    `insert into relationship_history select ${base + 50_000_000} + i, ${whole}, 2000, true ${series(1, gone)}`,
  );
}

/** Puts the graph of a tenant of a size into an empty database. */
export async function fillTenant(db: Database, size: Size): Promise<void> {
  await db.run("insert into instance values (1, 'tenant-1', 'Contoso', 0)");
  for (const kind of kindsOf(size)) await addKind(db, kind);
  for (const link of linksOf(size)) await addLink(db, link);
  if (db.dialect.name === "postgres") await db.run("analyze");
  await db.transaction((session) => writeShape({ session, run: { instanceId: 1 } }));
}
