import { Link } from "@tanstack/react-router";
import { Icon } from "../part/icon.tsx";
import { type PageSpec, pages } from "./pages.ts";

/** The pages, by heading. On a narrow screen it is a sheet that the header's button opens. */
export function Navigation({ onLeave }: { readonly onLeave: () => void }) {
  const groups = Map.groupBy(pages, ({ group }) => group);
  return (
    <nav className="navigation" aria-label="Pages">
      {[...groups].map(([group, members]) => (
        <div key={group} className="navigation-group">
          {group !== "" && <p className="navigation-heading">{group}</p>}
          <ul>
            {members.map((page) => (
              <li key={page.path}>
                <PageLink page={page} onLeave={onLeave} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function PageLink({ page, onLeave }: { readonly page: PageSpec; readonly onLeave: () => void }) {
  const { path, label, icon, key } = page;
  return (
    <Link
      to={path}
      className="navigation-link"
      activeOptions={{ exact: path === "/", includeSearch: false }}
      activeProps={{ "aria-current": "page" }}
      onClick={onLeave}
      aria-keyshortcuts={`g ${key}`}
    >
      <Icon name={icon} size={18} />
      <span className="navigation-label">{label}</span>
      <kbd aria-hidden="true">g {key}</kbd>
    </Link>
  );
}
