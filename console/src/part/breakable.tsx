import { Fragment } from "react";

/** A long name with the places where a line may end: after a separator, and before a capital that starts a word. */
export function Breakable({ text }: { readonly text: string }) {
  const parts = text.split(/(?<=[.\-_:\\|@/,])(?=\w)|(?<=[a-z])(?=[A-Z])/);
  return parts.map((part, index) => (
    <Fragment key={`${index}${part}`}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
