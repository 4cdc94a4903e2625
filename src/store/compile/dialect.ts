/** What differs between engines: reading JSON, lists, regular expressions, calendars. All arguments are SQL. */
export interface Dialect {
  /** A property's value as JSON text; NULL if absent. `pointer` is a JSON pointer. */
  propertyJson(properties: string, pointer: string): string;
  /** A property's value as text, whatever its kind; NULL if absent or null. */
  propertyText(properties: string, pointer: string): string;
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
  /** Whether a list has an element for which `holds` is true. */
  anyOf(list: string, element: string, holds: string): string;
  /** Whether a list holds a text. */
  listHolds(list: string, text: string): string;
  /** True, or an error with this message where the condition holds. */
  refuseIf(condition: string, message: string): string;
  /** Whether a list of JSON texts shares one with those that a part of the statement holds in `item`. */
  sharesItem(items: string, part: string): string;
  contains(text: string, part: string): string;
  startsWith(text: string, part: string): string;
  endsWith(text: string, part: string): string;
  matches(text: string, pattern: string, insensitive: boolean): string;
  /** An IPv4 address as a number; NULL if the text is none. */
  ipv4Number(text: string): string;
  /** A moment (epoch ms) some calendar months later. */
  addMonths(moment: string, months: string): string;
  /** An aggregate over distinct ids, so that an entity reached twice counts once. */
  aggregateOnce(name: "sum" | "avg", id: string, value: string): string;
}
