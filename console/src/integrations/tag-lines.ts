/** Tags as they are written: one a line, name=value. */
export function tagLines(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}

/** What lines of tags say, or what is wrong with them. */
export function readTags(text: string): {
  readonly tags: Readonly<Record<string, string>>;
  readonly problem: string | undefined;
} {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const wrong = lines.find((line) => !/^\s*[A-Za-z][\w.-]{0,63}\s*=/.test(line));
  if (wrong !== undefined)
    return {
      tags: {},
      problem: `“${wrong.trim()}” is no tag: write name=value, the name beginning with a letter, one a line.`,
    };
  const entries = lines.map((line) => {
    const at = line.indexOf("=");
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
  });
  return { tags: Object.fromEntries(entries), problem: undefined };
}
