import { useRef, useState } from "react";
import { useSend } from "../api/use-send.ts";
import { RoleButton } from "../app/role-button.tsx";
import { useWorld } from "../app/world.ts";
import { counted } from "../part/format.ts";
import { SaveButton } from "../part/save-button.tsx";

interface Imported {
  readonly created: number;
  readonly replaced: number;
}

/** Takes saved questions along, and brings them in. */
export function MoveQuestions() {
  const { call } = useWorld();
  return (
    <div className="page-actions">
      <SaveButton
        label="Export"
        name="questions.json"
        type="application/json"
        text={async () => JSON.stringify(await (await call("questions/export")).json(), null, 2)}
      />
      <ImportQuestions />
    </div>
  );
}

/** Takes questions from a file that was exported here or elsewhere: all of them, or none where one is wrong. */
function ImportQuestions() {
  const input = useRef<HTMLInputElement>(null);
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const load = useSend<object, Imported>((body) => {
    return { path: "questions/import", method: "POST", body };
  });
  async function take(file: File): Promise<void> {
    load.reset();
    const read = questionsIn(await file.text());
    setUnreadable(
      read === null
        ? `${file.name} holds no questions: a file that “Export” saved is JSON with “questions” in it.`
        : null,
    );
    if (read !== null) load.mutate({ questions: read });
  }
  return (
    <>
      <RoleButton
        least="editor"
        size="xs"
        variant="default"
        loading={load.isPending}
        onClick={() => input.current?.click()}
      >
        Import
      </RoleButton>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label="A file with questions"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file !== undefined) void take(file);
          // The same file, mended, can be taken again.
          currentTarget.value = "";
        }}
      />
      <p role="status" className="import-result">
        {load.data !== undefined && saidOf(load.data)}
        <span className="bad-text">{unreadable ?? load.error?.message}</span>
      </p>
    </>
  );
}

function saidOf({ created, replaced }: Imported): string {
  return `${counted(created, "question", "questions")} created, ${replaced} replaced.`;
}

/** What a file says; `null` where it is no list of questions. */
function questionsIn(text: string): readonly unknown[] | null {
  try {
    const read: unknown = JSON.parse(text);
    if (Array.isArray(read)) return read;
    const isObject = typeof read === "object" && read !== null && "questions" in read;
    return isObject && Array.isArray(read.questions) ? read.questions : null;
  } catch {
    return null;
  }
}
