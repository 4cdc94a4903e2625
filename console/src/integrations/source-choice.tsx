import { Checkbox } from "@mantine/core";
import { dataSources, defaultSources } from "../../../src/sync/source.ts";
import type { InstanceFormProps } from "./instance-form-props.ts";

/** Sources that cost many calls or rows. */
const costly = dataSources.filter((source) => !defaultSources.includes(source));

/** What is read of the tenant. */
export function SourceChoice({ draft, problems, onChange }: InstanceFormProps) {
  const chosen = (source: string, isOn: boolean): void =>
    onChange({
      sources: dataSources.filter((other) =>
        other === source ? isOn : draft.sources.includes(other),
      ),
    });
  return (
    <fieldset className="field">
      <legend>Data sources</legend>
      <div className="source-choice">
        {dataSources.map((source) => (
          <Checkbox
            key={source}
            label={source.replaceAll("_", " ")}
            checked={draft.sources.includes(source)}
            onChange={({ currentTarget }) => chosen(source, currentTarget.checked)}
          />
        ))}
      </div>
      <p className="field-help">
        What the tenant or the permissions do not have is passed over. One that is off keeps what
        was read before. These take many calls:{" "}
        {costly.map((source) => source.replaceAll("_", " ")).join(", ")}.
      </p>
      {problems.has("sources") && <p className="field-problem">{problems.get("sources")}</p>}
    </fieldset>
  );
}
