import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/ActionIcon.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Menu.css";
import "@mantine/core/styles/Tooltip.css";
import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/Switch.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/shell.css";
import "./style/query.css";
import "./style/graph.css";
import "./style/table.css";
import "./style/entity.css";
import "./style/page.css";
import "./style/watch.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { createApi, createCall } from "./api/api.ts";
import { mantineTheme } from "./app/mantine-theme.ts";
import { createPages } from "./app/router.tsx";
import { createThemeSwitch } from "./app/theme.ts";
import { useTheme, type World, WorldContext } from "./app/world.ts";

const call = createCall(window.fetch.bind(window), () => {
  const { pathname, search } = window.location;
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`);
});

const world: World = {
  api: createApi(call),
  call,
  theme: createThemeSwitch(window),
  storage: window.localStorage,
  now: () => new Date().getTime(),
};

const client = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: 15_000, refetchOnWindowFocus: true } },
});

const router = createPages();

function Console() {
  const theme = useTheme();
  return (
    // The kit's variables are in its style sheet: at run time it would add style elements, which the page's policy refuses.
    <MantineProvider
      theme={mantineTheme}
      forceColorScheme={theme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <RouterProvider router={router} />
    </MantineProvider>
  );
}

const root = document.querySelector("#root");
if (root !== null)
  createRoot(root).render(
    <WorldContext value={world}>
      <QueryClientProvider client={client}>
        <Console />
      </QueryClientProvider>
    </WorldContext>,
  );
