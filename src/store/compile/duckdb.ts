import type { Dialect } from "./dialect.ts";

const octets = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

/** DuckDB's way. Its regular expressions are RE2: linear in the length of the text. */
export const duckdb: Dialect = {
  plainUnions: false,
  multipliesImplied: false,
  looksFirst: true,
  propertiesText: (properties) => properties,
  searchedText: (properties) => properties,
  propertyIsList: (properties, _, begin) => `contains(${properties}, ${begin})`,
  withProperties: (properties, others) =>
    `CAST(json_merge_patch(${properties}, ${others}) AS TEXT)`,
  gathered: (name, value) => `json_group_object(${name}, CAST(${value} AS JSON))`,
  // A JSON pointer.
  propertyPlace: (name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
  propertyJson: (properties, place) => `CAST(json_extract(${properties}, ${place}) AS TEXT)`,
  propertyText: (properties, place) => `json_extract_string(${properties}, ${place})`,
  plainText: (json) => `json_extract_string(${json}, '$')`,
  propertyTexts: (properties) => `json_extract_string(${properties}, '$.*')`,
  textOfJson: (json) =>
    `CASE WHEN starts_with(${json}, '"') THEN json_extract_string(${json}, '$') END`,
  numberOfJson: (json) => `TRY_CAST(${json} AS DOUBLE PRECISION)`,
  jsonOfText: (text) => `CAST(to_json(${text}) AS TEXT)`,
  jsonOfNumber: (number) =>
    `CASE WHEN ${number} = trunc(${number}) AND abs(${number}) < 1e15 THEN CAST(CAST(${number} AS BIGINT) AS TEXT) ELSE CAST(${number} AS TEXT) END`,
  isJsonList: (json) => `starts_with(${json}, '[')`,
  elements: (json) => `CAST(json_extract(${json}, '$[*]') AS TEXT[])`,
  items: (json) =>
    `CASE WHEN ${json} IS NULL THEN CAST([] AS TEXT[]) WHEN starts_with(${json}, '[') THEN CAST(json_extract(${json}, '$[*]') AS TEXT[]) ELSE [${json}] END`,
  jsonOfItems: (items) => `('[' || array_to_string(${items}, ',') || ']')`,
  concatLists: (lists) => `(${lists.join(" || ")})`,
  eachItem: (items, alias) => `CROSS JOIN LATERAL (SELECT unnest(${items}) AS item) ${alias}`,
  listOfOne: (element) => `[${element}]`,
  anyOf: (list, element, holds) => `len(list_filter(${list}, lambda ${element}: ${holds})) > 0`,
  listHolds: (list, text) => `list_contains(${list}, ${text})`,
  refuseMore: (number, most, message) =>
    `CASE WHEN ${number} > ${most} THEN error('${message}') ELSE TRUE END`,
  notAmong: (id, select) => `${id} NOT IN (${select})`,
  isLate: true,
  collated: (text) => text,
  sharesItem: (items, part) => `list_has_any(${items}, (SELECT list(item) FROM ${part}))`,
  contains: (text, part) => `contains(${text}, ${part})`,
  startsWith: (text, part) => `starts_with(${text}, ${part})`,
  endsWith: (text, part) => `ends_with(${text}, ${part})`,
  pattern: (source) => source,
  matches: (text, pattern, insensitive) =>
    `regexp_matches(${text}, ${pattern}${insensitive ? ", 'i'" : ""})`,
  ipv4Number: (text) =>
    `CASE WHEN regexp_full_match(${text}, '${octets}(\\.${octets}){3}') THEN ${[
      16_777_216, 65_536, 256, 1,
    ]
      .map((weight, index) => `CAST(split_part(${text}, '.', ${index + 1}) AS BIGINT) * ${weight}`)
      .join(" + ")} END`,
  addMonths: (moment, months) =>
    `CAST(epoch_ms(make_timestamp(CAST(${moment} AS BIGINT) * 1000) + to_months(CAST(${months} AS INTEGER))) AS DOUBLE PRECISION)`,
  round: (number) => `round(${number})`,
  power: (base, exponent) =>
    `CASE WHEN isfinite(pow(${base}, ${exponent})) THEN pow(${base}, ${exponent}) END`,
  aggregateOnce: (name, ids, value) =>
    `list_${name}(list_transform(list(DISTINCT {'id': [${ids.join(", ")}], 'value': ${value}}) FILTER (${value} IS NOT NULL), lambda once: once.value))`,
};
