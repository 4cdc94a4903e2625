import { Button, Menu } from "@mantine/core";
import { useAddress } from "../app/address.ts";
import { severityText } from "../part/severity.tsx";
import { useTemplates } from "./use-rules.ts";

/** The rules that ship, each the start of one's own. */
export function TemplateMenu() {
  const { go } = useAddress();
  const { data = [] } = useTemplates();
  return (
    <Menu shadow="md" position="bottom-end" width={420}>
      <Menu.Target>
        <Button>New from template</Button>
      </Menu.Target>
      <Menu.Dropdown className="past-menu">
        {data.map(({ id, name, severity, enabled, ruleId, description }) => (
          <Menu.Item
            key={id}
            title={description}
            onClick={() =>
              enabled ? go("/rule", { id: String(ruleId) }) : go("/rule/new", { template: id })
            }
          >
            {name}{" "}
            <span className="muted">
              · {severityText(severity)}
              {enabled && " · on"}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
