import { EditorView } from "@codemirror/view";

/**
 * Text typed over a selection is put in by the editor. The browser would do it in a `span` that has the selection's look as
 * a style of its own, which the page's policy refuses.
 */
export const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    const { data, inputType } = event;
    if (inputType !== "insertText" || data === null || empty) return false;
    const transaction = () =>
      view.state.update(view.state.replaceSelection(data), { userEvent: "input.type" });
    const handled = view.state
      .facet(EditorView.inputHandler)
      .some((handler) => handler(view, from, to, data, transaction));
    if (!handled) view.dispatch(transaction());
    event.preventDefault();
    return true;
  },
});
