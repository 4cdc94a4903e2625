import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { DashboardView } from "../../../src/service/dashboards/dashboard-view.ts";
import type { QuestionView } from "../../../src/service/questions/question-view.ts";
import { useAsk } from "../api/use-ask.ts";
import { Dialog } from "../part/dialog.tsx";
import { Field } from "../part/field.tsx";
import { FormFailure } from "../part/form-failure.tsx";
import { withParameters } from "../questions/with-parameters.ts";
import { newTile, TileFields } from "./tile-fields.tsx";
import { type Tile, useSaveBoard } from "./use-boards.ts";

interface TileFormProps {
  readonly board: DashboardView;
  /** The place of the tile; behind the last one for a new one. */
  readonly index: number;
  readonly onClose: () => void;
}

/** Writes a tile of a board: from a question that there is, or with a query of its own. */
export function TileForm({ board, index, onClose }: TileFormProps) {
  const [tile, setTile] = useState<Tile>(board.tiles[index] ?? newTile);
  const save = useSaveBoard();
  const label = index < board.tiles.length ? "Change tile" : "Add a tile";
  function submit(event: FormEvent): void {
    event.preventDefault();
    const tiles = board.tiles.toSpliced(index, 1, tile);
    save.mutate({ ...board, tiles }, { onSuccess: onClose });
  }
  return (
    <Dialog label={label} onClose={onClose}>
      <form className="form" noValidate onSubmit={submit}>
        <h2>{label}</h2>
        <FromQuestion onPick={(title, query) => setTile({ ...tile, title, query })} />
        <Field label="J1QL" isRequired>
          {(attributes) => (
            <textarea
              {...attributes}
              spellCheck={false}
              value={tile.query}
              onChange={({ currentTarget: { value } }) => setTile({ ...tile, query: value })}
            />
          )}
        </Field>
        <TileFields tile={tile} onChange={setTile} />
        <FormFailure error={save.error} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={tile.title.trim() === "" || tile.query.trim() === ""}
          >
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface FromQuestionProps {
  readonly onPick: (title: string, query: string) => void;
}

function FromQuestion({ onPick }: FromQuestionProps) {
  const { data } = useAsk<{ readonly items: readonly QuestionView[] }>("questions");
  const groups = Map.groupBy(data?.items ?? [], ({ group, source }) => group ?? source);
  function pick(id: string): void {
    const question = data?.items.find((one) => one.id === id);
    if (question === undefined) return;
    onPick(question.title, withParameters(question.queries[0]?.query ?? "", question.parameters));
  }
  return (
    <Field label="From a question" help="Or write a query of its own below.">
      {(attributes) => (
        <select
          {...attributes}
          value=""
          onChange={({ currentTarget }) => pick(currentTarget.value)}
        >
          <option value="">Choose …</option>
          {[...groups].map(([group, questions]) => (
            <optgroup key={group} label={group}>
              {questions.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}
