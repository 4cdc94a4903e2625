import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useAddress } from "../app/address.ts";
import { AddToBoardButton } from "../dashboard/add-to-board-button.tsx";
import { Icon } from "../part/icon.tsx";

const SaveQuestion = lazy(async () => {
  const { SaveQuestion: dialog } = await import("../questions/save-question.tsx");
  return { default: dialog };
});

/** What can be made of a query that was answered: a rule that alerts, or a question that is kept. */
export function AnswerUses({ query }: { readonly query: string }) {
  const { go } = useAddress();
  const [saving, setSaving] = useState(false);
  return (
    <div className="exports">
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="bell" size={14} />}
        onClick={() => go("/rule/new", { q: query })}
      >
        Create alert
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="question" size={14} />}
        onClick={() => setSaving(true)}
      >
        Save as question
      </Button>
      <AddToBoardButton query={query} />
      {saving && (
        <Suspense>
          <SaveQuestion query={query} onClose={() => setSaving(false)} />
        </Suspense>
      )}
    </div>
  );
}
