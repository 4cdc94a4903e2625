import type { World } from "./world/world.ts";

/** Remembers what was computed from a day's world, until that day is gone. */
export function perWorld<Value>(make: (world: World) => Value): (world: World) => Value {
  const known = new WeakMap<World, Value>();
  return (world) => {
    const found = known.get(world);
    if (found !== undefined) {
      return found;
    }
    const value = make(world);
    known.set(world, value);
    return value;
  };
}
