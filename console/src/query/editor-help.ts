import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type CompletionResult,
  startCompletion,
} from "@codemirror/autocomplete";
import { type Diagnostic, linter, lintKeymap } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import type { Catalogue } from "../../../src/j1ql/catalogue.ts";
import type { Problem } from "../../../src/j1ql/problem.ts";

/** A text that was not changed for so long is checked, in milliseconds. */
const lintDelay = 500;

/** What helps who types: completion, brackets that are closed, problems underlined. */
export function helpFrom(catalogue: () => Catalogue): Extension {
  return [
    closeBrackets(),
    completion(catalogue),
    problems(catalogue),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap]),
  ];
}

/** Offers at once, to who typed before help was here. */
export function offer(editor: EditorView): void {
  startCompletion(editor);
}

/** Offers what can stand at the cursor, from the language and from what the graph holds. */
function completion(catalogue: () => Catalogue) {
  return autocompletion({
    icons: false,
    override: [
      async ({ state, pos, explicit }): Promise<CompletionResult | null> => {
        const text = state.doc.toString();
        const { language } = await import("./language.ts");
        const offers = language.complete(text, pos, { catalogue: catalogue() });
        const [first] = offers;
        if (first === undefined || (!explicit && first.from === pos && !endsAWord(text, pos)))
          return null;
        return {
          from: first.from,
          to: Math.max(first.to, pos),
          filter: false,
          options: offers.map(({ text: label, detail, kind: type }) => ({ label, detail, type })),
        };
      },
    ],
  });
}

/** Behind a space something new begins: offers are welcome there, but not on an empty line. */
function endsAWord(text: string, at: number): boolean {
  return /\S[ \t]$/.test(text.slice(0, at));
}

/** Underlines what is wrong with the text, and says why to whoever points at it. */
function problems(catalogue: () => Catalogue) {
  const source = async (view: EditorView): Promise<Diagnostic[]> => {
    const text = view.state.doc.toString();
    if (text.trim() === "") return [];
    const { entities } = catalogue();
    const { language } = await import("./language.ts");
    const checked = language.checkText(
      text,
      entities.length === 0 ? {} : { catalogue: catalogue() },
    );
    return [
      ...checked.problems.map((problem) => diagnostic(problem, "error", text)),
      ...checked.warnings.map((problem) => diagnostic(problem, "warning", text)),
    ];
  };
  return linter(source, { delay: lintDelay });
}

function diagnostic(
  { message, from, to }: Problem,
  severity: "error" | "warning",
  text: string,
): Diagnostic {
  // What is missing at the end is marked at the last character.
  const start = Math.max(0, Math.min(from, text.length - 1));
  const end = Math.min(Math.max(to, start + 1), text.length);
  return { from: start, to: end, severity, message: message.replaceAll("`", "") };
}
