import { quoted } from "../query/j1ql-text.ts";

/** How the people behind an entity are found, by its type; `KEY` is its `_key`. */
const ways: Readonly<Record<string, string>> = {
  user_endpoint: "THAT OWNS user_endpoint WITH _key = KEY",
  microsoft_defender_machine:
    "THAT OWNS user_endpoint THAT MANAGES microsoft_defender_machine WITH _key = KEY",
  microsoft_defender_vulnerability:
    "THAT OWNS user_endpoint THAT MANAGES microsoft_defender_machine THAT IDENTIFIED microsoft_defender_vulnerability WITH _key = KEY",
  cve: "THAT OWNS user_endpoint THAT MANAGES microsoft_defender_machine THAT IDENTIFIED microsoft_defender_vulnerability THAT IS cve WITH _key = KEY",
  microsoft_defender_software:
    "THAT OWNS user_endpoint THAT MANAGES microsoft_defender_machine THAT INSTALLED microsoft_defender_software WITH _key = KEY",
  microsoft_defender_user: "THAT IS microsoft_defender_user WITH _key = KEY",
  microsoft_defender_logon_user:
    "THAT IS microsoft_defender_user THAT IS microsoft_defender_logon_user WITH _key = KEY",
  microsoft_defender_group:
    "THAT IS microsoft_defender_user THAT HAS << microsoft_defender_group WITH _key = KEY",
};

/** The query for the employees whom an entity concerns; `undefined` where there is no such way. */
export function concernedBy(type: string, key: string): string | undefined {
  const way = ways[type];
  return way === undefined ? undefined : `FIND person ${way.replace("KEY", () => quoted(key))}`;
}
