/** By type, the properties whose change alone is no change. */
export type Volatile = ReadonlyMap<string, readonly string[]>;
