/** What differs between engines: reading JSON, lists, regular expressions, calendars. All arguments are SQL. */
export interface Dialect {
  /** Whether only unions without conditions of their own are looked through, so that an index of a table within is used. */
  readonly plainUnions: boolean;
  /** Whether a condition that a join implies makes it expect far too few rows. */
  readonly multipliesImplied: boolean;
  /** Whether relationships of few entities are found without reading all of them once these few are known. */
  readonly looksFirst: boolean;
  /** All properties as JSON text. */
  propertiesText(properties: string): string;
  /** The JSON text of all properties where searching it is cheaper than reading a property; else `null`. */
  searchedText(properties: string): string | null;
  /** Properties with others put over them. */
  withProperties(properties: string, others: string): string;
  /** An aggregate that makes properties of names and values as JSON text. */
  gathered(name: string, value: string): string;
  /** What to bind for a property's name so that the three below find it. */
  propertyPlace(name: string): string;
  /** A property's value as JSON text; NULL if absent. */
  propertyJson(properties: string, place: string): string;
  /** A property's value as text, whatever its kind; NULL if absent or null. */
  propertyText(properties: string, place: string): string;
  /** Whether a property's value is a list. `begin` is how one begins in JSON text: the name, a colon, a bracket. */
  propertyIsList(properties: string, place: string, begin: string): string;
  /** A JSON text's value as text, whatever its kind; NULL if null. */
  plainText(json: string): string;
  /** All property values of an entity, as a list of texts. */
  propertyTexts(properties: string): string;
  /** The text that a JSON text holds; NULL if it holds no text. */
  textOfJson(json: string): string;
  /** The number that a JSON text holds; NULL if it holds none. */
  numberOfJson(json: string): string;
  /** A text as JSON text. */
  jsonOfText(text: string): string;
  /** A number as JSON text. */
  jsonOfNumber(number: string): string;
  /** Whether a JSON text holds a list. */
  isJsonList(json: string): string;
  /** The elements of a JSON text that holds a list, as JSON texts. */
  elements(json: string): string;
  /** The elements of a JSON text as JSON texts: of a list its own, of another value that value, of NULL none. */
  items(json: string): string;
  /** A list of JSON texts as the JSON text of a list. */
  jsonOfItems(items: string): string;
  /** Several lists in one. */
  concatLists(lists: readonly string[]): string;
  /** A table expression with one row per element of a list of the rows before it, in the column `item`. */
  eachItem(items: string, alias: string): string;
  /** A list of one element. */
  listOfOne(element: string): string;
  /** Whether a list has an element for which `holds` is true. */
  anyOf(list: string, element: string, holds: string): string;
  /** Whether a list holds a text. */
  listHolds(list: string, text: string): string;
  /** True, or an error with this message where a number is greater than another. */
  refuseMore(number: string, most: number, message: string): string;
  /** Whether an id is not among those that a select gives in its one column `near`. */
  notAmong(id: string, select: string): string;
  /** Whether whole entities are cheaper to read by their ids, once those are known, than to join. */
  readonly isLate: boolean;
  /** A text in the order of its bytes, wherever it is ordered. */
  collated(text: string): string;
  /** Whether a list of JSON texts shares one with those that a part of the statement holds in `item`. */
  sharesItem(items: string, part: string): string;
  contains(text: string, part: string): string;
  startsWith(text: string, part: string): string;
  endsWith(text: string, part: string): string;
  /** What to bind for a regular expression. */
  pattern(source: string): string;
  matches(text: string, pattern: string, insensitive: boolean): string;
  /** Rounded to the nearest whole number, halves away from zero. */
  round(number: string): string;
  /** A power; NULL where that is no number. */
  power(base: string, exponent: string): string;
  /** An IPv4 address as a number; NULL if the text is none. */
  ipv4Number(text: string): string;
  /** A moment (epoch ms) some calendar months later. */
  addMonths(moment: string, months: string): string;
  /** An aggregate over values with distinct ids, so that an entity reached twice counts once. */
  aggregateOnce(name: "sum" | "avg", ids: readonly string[], value: string): string;
}
