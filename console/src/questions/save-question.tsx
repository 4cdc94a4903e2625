import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { QuestionView } from "../../../src/service/questions/question-view.ts";
import { useSend } from "../api/use-send.ts";
import { Dialog } from "../part/dialog.tsx";
import { Field } from "../part/field.tsx";
import { FormFailure } from "../part/form-failure.tsx";

interface SaveQuestionProps {
  readonly query: string;
  readonly onClose: () => void;
}

const texts = [
  { name: "title", label: "Question", help: "As one would ask it." },
  { name: "description", label: "Description", help: undefined },
  { name: "good", label: "What a good answer looks like", help: undefined },
  { name: "tags", label: "Tags", help: "Several with commas between." },
] as const;

type Draft = Readonly<Record<(typeof texts)[number]["name"], string>>;

/** Keeps a query as a question, so that others find and ask it. */
export function SaveQuestion({ query, onClose }: SaveQuestionProps) {
  const [draft, setDraft] = useState<Draft>({ title: "", description: "", good: "", tags: "" });
  const save = useSend<Draft, QuestionView>((given) => {
    return { path: "questions", method: "POST", body: bodyOf(given, query) };
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate(draft);
  }
  return (
    <Dialog label="Save as question" onClose={onClose}>
      {save.isSuccess ? (
        <Saved onClose={onClose} />
      ) : (
        <form className="form" noValidate onSubmit={submit}>
          <h2>Save as question</h2>
          <TextFields draft={draft} onChange={setDraft} />
          <FormFailure error={save.error} />
          <div className="form-actions">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={draft.title.trim() === ""}>
              Save
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function bodyOf({ tags, ...said }: Draft, query: string): object {
  const named = tags.split(",").map((tag) => tag.trim());
  return { ...said, tags: named.filter((tag) => tag !== ""), queries: [{ query }] };
}

interface TextFieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function TextFields({ draft, onChange }: TextFieldsProps) {
  return texts.map(({ name, label, help }) => (
    <Field key={name} label={label} help={help} isRequired={name === "title"}>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          name={name}
          value={draft[name]}
          onChange={({ currentTarget }) => onChange({ ...draft, [name]: currentTarget.value })}
        />
      )}
    </Field>
  ));
}

function Saved({ onClose }: Pick<SaveQuestionProps, "onClose">) {
  return (
    <div className="form">
      <h2>Saved</h2>
      <p role="status">
        It is on the page{" "}
        <Link to="/questions" search={{ type: "saved" }}>
          Questions
        </Link>
        .
      </p>
      <div className="form-actions">
        <Button onClick={onClose}>Close</Button>
      </div>
    </div>
  );
}
