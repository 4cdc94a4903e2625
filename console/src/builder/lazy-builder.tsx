import { lazy } from "react";

/** The builder, loaded when it is first wanted. */
export const LazyBuilder = lazy(async () => {
  const { QueryBuilder: builder } = await import("./query-builder.tsx");
  return { default: builder };
});
