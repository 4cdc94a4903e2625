import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, type Ref } from "react";
import type { Catalogue } from "../../../src/j1ql/catalogue.ts";
import { editorColours, editorTheme } from "./editor-look.ts";
import { typedOver } from "./typed-over.ts";

/** What the page asks of the editor. */
export interface QueryEditorHandle {
  focus(): void;
  /** Puts the cursor on a place of the text. */
  select(from: number, to: number): void;
}

/** What the editor holds, knows and tells. */
export interface QueryEditorProps {
  readonly value: string;
  readonly catalogue: Catalogue;
  readonly onChange: (text: string) => void;
  /** Asks what the editor holds at this moment, which may be ahead of `value`. */
  readonly onRun: (text: string) => void;
  /** Up from an empty editor: the query before; `undefined` for none. */
  readonly onPast: () => string | undefined;
  readonly ref?: Ref<QueryEditorHandle>;
}

/**
 * Where a query is typed: completion, colours, problems underlined. It lives in a shadow root, where its library adopts
 * a style sheet; in the document it would add a style element, which the page's policy refuses.
 */
export function QueryEditor(props: QueryEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const root = shadowOf(host.current);
    if (root === undefined) return undefined;
    const editor = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: extensionsOf(() => latest.current),
      }),
    });
    view.current = editor;
    void addHelp(editor, () => latest.current.catalogue);
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, []);
  // In the task that draws, before a next key can be taken: later, the value may be one that keys have gone beyond.
  useLayoutEffect(() => {
    const editor = view.current;
    const before = editor?.state.doc.toString();
    if (editor === null || before === props.value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: props.value } });
  }, [props.value]);
  useImperativeHandle(props.ref, () => ({
    focus: () => view.current?.focus(),
    select(from, to) {
      const editor = view.current;
      const end = editor?.state.doc.length ?? 0;
      editor?.dispatch({ selection: { anchor: Math.min(from, end), head: Math.min(to, end) } });
      editor?.focus();
    },
  }));
  return (
    <div
      ref={host}
      className="query-box"
      data-search=""
      tabIndex={-1}
      onFocus={(event) => event.target === host.current && view.current?.focus()}
    />
  );
}

/** Where completion and the search for problems go once they are here: a question can be typed before. */
const help = new Compartment();

async function addHelp(editor: EditorView, catalogue: () => Catalogue): Promise<void> {
  const before = editor.state.doc;
  const { helpFrom, offer } = await import("./editor-help.ts");
  // An editor that is gone meanwhile is in no document.
  if (!editor.dom.isConnected) return;
  editor.dispatch({ effects: help.reconfigure(helpFrom(catalogue)) });
  if (editor.hasFocus && !editor.state.doc.eq(before)) offer(editor);
}

function shadowOf(host: HTMLElement | null): ShadowRoot | undefined {
  return host?.shadowRoot ?? host?.attachShadow({ mode: "open" });
}

function extensionsOf(props: () => QueryEditorProps): Extension[] {
  const run = ({ state }: EditorView): boolean => {
    props().onRun(state.doc.toString());
    return true;
  };
  const past = (editor: EditorView): boolean => {
    if (editor.state.doc.length > 0) return false;
    const query = props().onPast();
    if (query === undefined) return false;
    editor.dispatch({ changes: { from: 0, insert: query }, selection: { anchor: query.length } });
    return true;
  };
  return [
    Prec.highest(
      keymap.of([
        { key: "Mod-Enter", run },
        { key: "ArrowUp", run: past },
      ]),
    ),
    typedOver,
    history(),
    drawSelection(),
    bracketMatching(),
    help.of([]),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    placeholder("FIND Person THAT OWNS Device"),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": "J1QL query", id: "query" }),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) props().onChange(state.doc.toString());
    }),
    editorTheme,
    editorColours,
  ];
}
