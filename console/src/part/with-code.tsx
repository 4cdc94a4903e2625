/** A text with what stands between backticks set as code. */
export function WithCode({ text }: { readonly text: string }) {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 0 ? part : <code key={`${index}${part}`}>{part}</code>));
}
