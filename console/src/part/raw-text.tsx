import { CopyButton } from "./copy-button.tsx";
import { counted } from "./format.ts";
import { SaveButton } from "./save-button.tsx";

/** Characters beyond this are copied, not shown. */
const mostShown = 200_000;

interface RawTextProps {
  readonly value: unknown;
  /** Names the file that it is saved in. */
  readonly name: string;
}

/** Something as the API gives it. */
export function RawText({ value, name }: RawTextProps) {
  const text = JSON.stringify(value, null, 2);
  const cut = text.length > mostShown;
  return (
    <section className="raw" aria-label="Raw">
      <div className="table-head">
        <h2>JSON</h2>
        {cut && (
          <span className="muted">
            first {counted(mostShown, "character", "characters")} of{" "}
            {text.length.toLocaleString("en")}
          </span>
        )}
        <CopyButton label="Copy" text={text} />
        <SaveButton label="Save" name={`${name}.json`} type="application/json" text={() => text} />
      </div>
      <pre className="raw-text" tabIndex={0}>
        {cut ? text.slice(0, mostShown) : text}
      </pre>
    </section>
  );
}
