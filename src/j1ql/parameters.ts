import type { Literal } from "./plan.ts";

/** What may be given for a parameter: one value, or a list that stands for any of its values. */
export type ParameterValue = Literal | readonly Literal[];

/** Values for parameters, by name; an account parameter's name begins with `param.`. */
export type Parameters = Readonly<Record<string, ParameterValue>>;
