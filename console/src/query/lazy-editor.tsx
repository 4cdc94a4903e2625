import { lazy, Suspense } from "react";
import type { QueryEditorProps } from "./query-editor.tsx";

const QueryEditor = lazy(async () => {
  const { QueryEditor: editor } = await import("./query-editor.tsx");
  return { default: editor };
});

/** The editor; until it is here, the text that it will hold. */
export function LazyEditor(props: QueryEditorProps) {
  return (
    <Suspense fallback={<pre className="query-box query-waiting">{props.value}</pre>}>
      <QueryEditor {...props} />
    </Suspense>
  );
}
