import { Link } from "@tanstack/react-router";
import { withParameters } from "../questions/with-parameters.ts";
import type { RuleDraft } from "./rule-draft.ts";

/** The ways to the page Query, one for each query of a rule. */
export function QueryLinks({ draft }: { readonly draft: RuleDraft }) {
  const { queries, parameters } = draft;
  return queries.map(({ name, query }, index) =>
    query === undefined ? null : (
      <Link
        key={index}
        className="form-link"
        to="/query"
        search={{ q: withParameters(query, parameters) }}
      >
        Ask {queries.length === 1 ? "it" : (name ?? `query${index}`)} on the page Query
      </Link>
    ),
  );
}
