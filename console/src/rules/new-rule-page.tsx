import { Link } from "@tanstack/react-router";
import type { QuestionView } from "../../../src/service/questions/question-view.ts";
import { useAsk } from "../api/use-ask.ts";
import { useAddress } from "../app/address.ts";
import { Asked } from "../part/asked.tsx";
import { MessageCard } from "../part/message-card.tsx";
import { NewRuleForm } from "./new-rule-form.tsx";
import { draftOfQuery, draftOfQuestion } from "./rule-draft.ts";
import { TemplateForm } from "./template-form.tsx";
import { useTemplates } from "./use-rules.ts";

/** Makes a rule: from a template, a question, a query, or from nothing. */
export function NewRulePage() {
  const { search } = useAddress();
  const { template, question, q = "", name } = search;
  return (
    <div className="page watch">
      <p className="crumbs">
        <Link to="/alerts">Alerts</Link>
      </p>
      {template !== undefined && <FromTemplate id={template} />}
      {question !== undefined && <FromQuestion id={question} />}
      {template === undefined && question === undefined && (
        <NewRuleForm key={q} start={draftOfQuery(q, name)} />
      )}
    </div>
  );
}

function FromTemplate({ id }: { readonly id: string }) {
  return (
    <Asked asked={useTemplates()}>
      {(templates) => {
        const template = templates.find((one) => one.id === id);
        return template === undefined ? (
          <MessageCard isPage message={noTemplate(id)} />
        ) : (
          <TemplateForm key={id} template={template} />
        );
      }}
    </Asked>
  );
}

function noTemplate(id: string) {
  const title = `There is no template ${id}`;
  return { tone: "empty", title, detail: "The page Alerts lists those that there are." } as const;
}

function FromQuestion({ id }: { readonly id: string }) {
  const asked = useAsk<QuestionView>(`questions/${encodeURIComponent(id)}`);
  return (
    <Asked asked={asked} isPage>
      {(question) => <NewRuleForm key={id} start={draftOfQuestion(question)} />}
    </Asked>
  );
}
