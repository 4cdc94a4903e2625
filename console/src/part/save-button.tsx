import { Button } from "@mantine/core";
import { useState } from "react";
import { Icon } from "./icon.tsx";
import { saveFile } from "./save-file.ts";

interface SaveButtonProps {
  readonly label: string;
  readonly name: string;
  /** The file's media type. */
  readonly type: string;
  /** The file's text; it may be asked for only now. */
  readonly text: () => string | Promise<string>;
}

/** Saves a text as a file, and says what kept it from doing so. */
export function SaveButton({ label, name, type, text }: SaveButtonProps) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  async function save(): Promise<void> {
    setBusy(true);
    setFailed(null);
    try {
      saveFile(name, new Blob([await text()], { type }));
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={busy}
        leftSection={<Icon name="download" size={14} />}
        onClick={() => void save()}
      >
        {label}
      </Button>
      {failed !== null && (
        <span className="bad-text" role="alert">
          {failed}
        </span>
      )}
    </>
  );
}
