declare const brand: unique symbol;

/** A value of `Base` that only the mint of `Name` may make. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Turns a plain value into a branded one. Called in one place per brand: that place is the brand's mint. */
export function mint<Base, Name extends string>(value: Base): Brand<Base, Name> {
  return value as Brand<Base, Name>;
}
