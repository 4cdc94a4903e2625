import { isRecord, isSame, itemsOf, joined, memberOf, picked, textOf } from "./data.ts";
import type { Data } from "./expression.ts";

/** What a transform may use besides its input. */
export interface TransformWorld {
  /** Renders one of the rule's named templates for an item. */
  renderItem(template: string, variables: { readonly [name: string]: Data }): string;
}

type Transform = (data: Data, given: readonly Data[], world: TransformWorld) => Data;

// JupiterOne's; a list is what they are made for.
const transforms = {
  mapTemplate(data, [template], world) {
    const items = itemsOf(data);
    return items.map((item, itemIndex) =>
      world.renderItem(textOf(template), { item, itemIndex, itemCount: items.length }),
    );
  },
  mapProperty(data, given) {
    const names = given.map(textOf);
    const [first = ""] = names;
    return itemsOf(data).map((item) =>
      names.length > 1 ? picked(item, names) : memberOf(item, first),
    );
  },
  merge(data, given) {
    if (isRecord(data)) return given.reduce(joined, data);
    return [data, ...given].flatMap((each) => (Array.isArray(each) ? itemsOf(each) : [each]));
  },
  join: (data, [separator = ","]) => itemsOf(data).map(textOf).join(textOf(separator)),
  uniquePropertyValues(data, [name]) {
    const values = itemsOf(data).map((item) => memberOf(item, textOf(name)));
    const there = values.filter((value) => value !== undefined && value !== null);
    return there.filter((value, at) => there.findIndex((other) => isSame(other, value)) === at);
  },
  length: (data) => (typeof data === "string" ? data.length : itemsOf(data).length),
} as const satisfies Readonly<Record<string, Transform>>;

type TransformName = keyof typeof transforms;

export const transformNames: readonly string[] = Object.keys(transforms);

/** Whether there is a transform of that name. */
export function isTransform(name: string): name is TransformName {
  return Object.hasOwn(transforms, name);
}

/** Applies a transform; of an unknown one nothing comes. */
export function transformed(
  name: string,
  { data, given }: { readonly data: Data; readonly given: readonly Data[] },
  world: TransformWorld,
): Data {
  if (!isTransform(name)) return undefined;
  const transform: Transform = transforms[name];
  return transform(data, given, world);
}
