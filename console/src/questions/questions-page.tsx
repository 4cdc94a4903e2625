import { useQuery } from "@tanstack/react-query";
import type { QuestionView } from "../../../src/service/questions/question-view.ts";
import { useAddress } from "../app/address.ts";
import { useWorld } from "../app/world.ts";
import { failureMessage } from "../part/failure-message.ts";
import { Icon } from "../part/icon.tsx";
import { MessageCard } from "../part/message-card.tsx";
import type { Message } from "../part/message.ts";
import { Waiting } from "../part/waiting.tsx";
import { MoveQuestions } from "./move-questions.tsx";
import { QuestionCard } from "./question-card.tsx";

/** So many cards say their present number by themselves. */
const mostCounted = 16;

/** Questions worth asking, those that ship and those that were saved: one press asks. */
export function QuestionsPage() {
  const { call } = useWorld();
  const { search, adjust } = useAddress();
  const { find = "", type: group } = search;
  const { data, error, refetch } = useQuery({
    queryKey: ["questions"],
    queryFn: async ({ signal }): Promise<readonly QuestionView[]> =>
      (await (await call("questions", { signal })).json()).items,
  });
  if (error !== null && data === undefined)
    return <MessageCard isPage message={failureMessage(error, () => void refetch())} />;
  if (data === undefined) return <Waiting />;
  const showAll = (): void => adjust({ find: "", type: undefined });
  const fitting = data.filter((question) => fits(question, find, group));
  return (
    <div className="page">
      <div className="page-head">
        <h1>Questions</h1>
        <label className="filter-field">
          <Icon name="search" size={15} />
          <span className="visually-hidden">Find a question</span>
          <input
            type="search"
            data-search=""
            placeholder="Find a question"
            value={find}
            onChange={({ currentTarget }) => adjust({ find: currentTarget.value })}
          />
        </label>
        <MoveQuestions />
      </div>
      <Groups questions={data} chosen={group} />
      {fitting.length === 0 && <MessageCard message={noneFits(showAll)} />}
      <ul className="question-list">
        {fitting.map((question) => (
          <QuestionCard
            key={question.id}
            question={question}
            isCounted={fitting.length <= mostCounted}
          />
        ))}
      </ul>
    </div>
  );
}

function noneFits(showAll: () => void): Message {
  return {
    tone: "empty",
    title: "No question fits",
    detail: "Ask one of your own on the page Query.",
    actions: [{ label: "Show all", run: showAll }],
  };
}

interface GroupsProps {
  readonly questions: readonly QuestionView[];
  readonly chosen: string | undefined;
}

function Groups({ questions, chosen }: GroupsProps) {
  const { change } = useAddress();
  const groups = [...Map.groupBy(questions, groupOf)];
  return (
    <ul className="chips" aria-label="Groups">
      {groups.map(([group, members]) => (
        <li key={group}>
          <button
            type="button"
            className="chip"
            aria-pressed={group === chosen}
            onClick={() => change({ type: group === chosen ? undefined : group })}
          >
            {group.replaceAll("_", " ")} <span className="chip-count">{members.length}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function groupOf({ group, source }: QuestionView): string {
  return group ?? source;
}

function fits(question: QuestionView, find: string, group: string | undefined): boolean {
  const { title, description, tags, queries } = question;
  const texts = [title, description, ...tags, ...queries.map(({ query }) => query)];
  const whole = texts.join(" ").toLowerCase();
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    words.every((word) => whole.includes(word)) &&
    (group === undefined || group === "" || groupOf(question) === group)
  );
}
