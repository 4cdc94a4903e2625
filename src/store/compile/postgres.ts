import type { Dialect } from "./dialect.ts";
import { postgresPattern } from "./postgres-pattern.ts";

const octets = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

/** The moments that a timestamp can hold, with room for what is added. */
const moments = "-200000000000000 AND 8000000000000000";

function elementsOf(json: string): string {
  const list = `CASE WHEN starts_with(${json}, '[') THEN CAST(${json} AS JSON) END`;
  return `ARRAY(SELECT CAST(listed.value AS TEXT) FROM json_array_elements(${list}) listed)`;
}

/** PostgreSQL's way. Conditions that a cast depends on stand in CASE, since AND promises no order. */
export const postgres: Dialect = {
  plainUnions: true,
  multipliesImplied: true,
  looksFirst: false,
  propertiesText: (properties) => `CAST(${properties} AS TEXT)`,
  searchedText: () => null,
  withProperties: (properties, others) => `(${properties} || ${others})`,
  gathered: (name, value) => `jsonb_object_agg(${name}, CAST(${value} AS JSONB))`,
  propertyPlace: (name) => name,
  propertyJson: (properties, place) => `CAST(${properties} -> ${place} AS TEXT)`,
  propertyText: (properties, place) => `(${properties} ->> ${place})`,
  propertyIsList: (properties, place) => `jsonb_typeof(${properties} -> ${place}) = 'array'`,
  // Lists without the spaces that a binary one is written with.
  plainText: (json) =>
    `CASE WHEN starts_with(${json}, '[') THEN '[' || array_to_string(${elementsOf(json)}, ',') || ']' ELSE CAST(${json} AS JSON) #>> '{}' END`,
  propertyTexts: (properties) =>
    `ARRAY(SELECT held.value FROM jsonb_each_text(${properties}) held)`,
  textOfJson: (json) =>
    `CASE WHEN starts_with(${json}, '"') THEN CAST(${json} AS JSON) #>> '{}' END`,
  // A JSON text that begins with a digit or a minus is a number.
  numberOfJson: (json) =>
    `CASE WHEN ascii(${json}) BETWEEN 45 AND 57 THEN CAST(${json} AS DOUBLE PRECISION) END`,
  jsonOfText: (text) => `CAST(to_json(${text}) AS TEXT)`,
  jsonOfNumber: (number) =>
    `CASE WHEN ${number} = trunc(${number}) AND abs(${number}) < 1e15 THEN CAST(CAST(${number} AS BIGINT) AS TEXT) ELSE CAST(${number} AS TEXT) END`,
  isJsonList: (json) => `starts_with(${json}, '[')`,
  elements: elementsOf,
  items: (json) =>
    `CASE WHEN ${json} IS NULL THEN CAST(ARRAY[] AS TEXT[]) WHEN starts_with(${json}, '[') THEN ${elementsOf(json)} ELSE ARRAY[${json}] END`,
  jsonOfItems: (items) => `('[' || array_to_string(${items}, ',') || ']')`,
  concatLists: (lists) => `(${lists.join(" || ")})`,
  eachItem: (items, alias) => `CROSS JOIN LATERAL unnest(${items}) AS ${alias}(item)`,
  listOfOne: (element) => `ARRAY[${element}]`,
  anyOf: (list, element, holds) =>
    `EXISTS (SELECT FROM unnest(${list}) AS ${element}(${element}) WHERE ${holds})`,
  listHolds: (list, text) => `${text} = ANY(${list})`,
  // Not a constant, or it would be cast while the statement is planned.
  refuseMore: (number, most, message) =>
    `CASE WHEN ${number} > ${most} THEN CAST('${message} ' || ${number} AS BOOLEAN) ELSE TRUE END`,
  notAmong: (id, select) =>
    `NOT EXISTS (SELECT FROM (${select}) excluded WHERE excluded.near = ${id})`,
  isLate: false,
  collated: (text) => `${text} COLLATE "C"`,
  sharesItem: (items, part) => `${items} && ARRAY(SELECT item FROM ${part})`,
  contains: (text, part) => `strpos(${text}, ${part}) > 0`,
  startsWith: (text, part) => `starts_with(${text}, ${part})`,
  endsWith: (text, part) => `right(${text}, length(${part})) = ${part}`,
  pattern: postgresPattern,
  matches: (text, pattern, insensitive) => `${text} ${insensitive ? "~*" : "~"} ${pattern}`,
  round: (number) => `CAST(round(CAST(${number} AS NUMERIC)) AS DOUBLE PRECISION)`,
  power: (base, exponent) =>
    `CASE WHEN (${base} = 0 AND ${exponent} < 0) OR (${base} < 0 AND ${exponent} <> trunc(${exponent})) THEN NULL ELSE pow(${base}, ${exponent}) END`,
  ipv4Number: (text) =>
    `CASE WHEN ${text} ~ '^${octets}([.]${octets}){3}$' THEN ${[16_777_216, 65_536, 256, 1]
      .map((weight, index) => `CAST(split_part(${text}, '.', ${index + 1}) AS BIGINT) * ${weight}`)
      .join(" + ")} END`,
  addMonths: (moment, months) =>
    `CASE WHEN ${moment} BETWEEN ${moments} THEN CAST(extract(epoch FROM to_timestamp(${moment} / 1000) AT TIME ZONE 'UTC' + make_interval(months => CAST(${months} AS INTEGER))) * 1000 AS DOUBLE PRECISION) END`,
  aggregateOnce: (name, ids, value) => {
    const read = ids.map((id) => `CAST(${id} AS DOUBLE PRECISION)`);
    const at = ids.length + 1;
    return `(SELECT ${name}(once) FROM unnest((array_agg(DISTINCT ARRAY[${read.join(", ")}, ${value}]) FILTER (WHERE ${value} IS NOT NULL))[:][${at}:${at}]) once)`;
  },
};
