import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { MissingPage } from "./missing-page.tsx";
import { PageFailure } from "./page-failure.tsx";
import { furtherPages, pages } from "./pages.ts";
import { parseSearch, stringifySearch } from "./address.ts";
import { Shell } from "./shell.tsx";
import { Waiting } from "../part/waiting.tsx";

/** The pages at their addresses. */
export function createPages() {
  const root = createRootRoute({ component: Shell, notFoundComponent: MissingPage });
  const routes = [...pages, ...furtherPages].map(({ path, component }) =>
    createRoute({ getParentRoute: () => root, path, component }),
  );
  return createRouter({
    routeTree: root.addChildren(routes),
    parseSearch,
    stringifySearch,
    defaultPendingComponent: Waiting,
    defaultPendingMs: 150,
    defaultErrorComponent: PageFailure,
    defaultPreload: "intent",
  });
}
