import { Button } from "@mantine/core";
import type { ChangesRequest } from "../api/api.ts";
import { useAddress } from "../app/address.ts";
import { Icon } from "../part/icon.tsx";
import { spans, spanText } from "./change-window.ts";

/** Chooses the two moments that are compared. */
export function ChangeBar({ request }: { readonly request: ChangesRequest }) {
  const { search, change } = useAddress();
  const chosen = search.since ?? spanText(spans[0].ms);
  return (
    <>
      <div className="chips" role="group" aria-label="Since">
        {spans.map(({ label, ms }) => (
          <button
            key={label}
            type="button"
            className="chip"
            aria-pressed={chosen === spanText(ms) && search.until === undefined}
            onClick={() => change({ since: spanText(ms), until: undefined })}
          >
            {label}
          </button>
        ))}
      </div>
      <label className="moment-field">
        <span>From</span>
        <input
          type="datetime-local"
          value={fieldText(request.since)}
          onChange={({ currentTarget }) => change({ since: isoText(currentTarget.value) })}
        />
      </label>
      <label className="moment-field">
        <span>to</span>
        <input
          type="datetime-local"
          value={fieldText(request.until)}
          onChange={({ currentTarget }) => change({ until: isoText(currentTarget.value) })}
        />
      </label>
      {isNarrowed(search) && (
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon name="close" size={14} />}
          onClick={() => change({ type: undefined, operation: undefined, property: undefined })}
        >
          All changes
        </Button>
      )}
    </>
  );
}

type Narrowing = Pick<ChangesRequest, "type" | "operation" | "property">;

function isNarrowed({ type, operation, property }: Narrowing): boolean {
  return [type, operation, property].some((part) => part !== undefined && part !== "");
}

function epochOf(text: string | undefined): number {
  if (text === undefined) return 0;
  return /^\d+$/.test(text) ? Number(text) : new Date(text).getTime();
}

/** A moment as the field takes it: in the reader's zone, to the minute. */
function fieldText(text: string | undefined): string {
  if (text === undefined || text === "") return "";
  const at = new Date(epochOf(text));
  // What the address says may be no moment: the server tells what is wrong with it.
  if (Number.isNaN(at.getTime())) return "";
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

function isoText(typed: string): string | undefined {
  return typed === "" ? undefined : new Date(typed).toISOString();
}
