import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin } from "@codemirror/view";
import { highlight } from "./highlight.ts";

/** How the editor looks; its colours are the page's. */
export const editorTheme = EditorView.theme({
  "&": { fontSize: "13px", color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    lineHeight: "20px",
    maxHeight: "32dvh",
    overflow: "auto",
  },
  ".cm-content": { padding: "11px 6px", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 8px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { background: "color-mix(in srgb, var(--accent) 26%, transparent)" },
  ".cm-placeholder": { color: "var(--muted)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--accent-soft)",
    outline: "1px solid var(--accent)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    border: "1px solid var(--line-strong)",
    borderRadius: "8px",
    boxShadow: "0 6px 24px rgb(16 24 40 / 16%)",
    overflow: "hidden",
    zIndex: "50",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "17em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 10px", lineHeight: "1.5" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--accent-ink)",
  },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--muted)", marginLeft: "14px" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionIcon": { display: "none" },
  ".cm-lintRange": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--bad) 1.5px",
    textUnderlineOffset: "4px",
    textDecorationSkipInk: "none",
  },
  ".cm-lintRange-warning": { textDecorationColor: "var(--late)" },
  ".cm-lintPoint::after": { borderBottomColor: "var(--bad)" },
  ".cm-diagnostic": {
    padding: "6px 10px",
    maxWidth: "440px",
    fontFamily: "system-ui, sans-serif",
    borderLeftWidth: "3px",
  },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--late)" },
  ".look-keyword": { color: "var(--keyword)", fontWeight: "600" },
  ".look-verb": { color: "var(--verb)" },
  ".look-class, .look-type": { color: "var(--class)" },
  ".look-text": { color: "var(--text)" },
  ".look-number": { color: "var(--number)" },
  ".look-comment": { color: "var(--muted)", fontStyle: "italic" },
});

function decorate(text: string): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let at = 0;
  for (const { text: part, look } of highlight(text)) {
    const to = at + part.length;
    if (look !== "plain" && to > at)
      builder.add(at, to, Decoration.mark({ class: `look-${look}` }));
    at = to;
  }
  return builder.finish();
}

/** Colours the words by what they are. */
export const editorColours = ViewPlugin.define(
  (view) => ({
    decorations: decorate(view.state.doc.toString()),
    update({ docChanged, state }) {
      if (docChanged) this.decorations = decorate(state.doc.toString());
    },
  }),
  { decorations: ({ decorations }) => decorations },
);
