import type { Found } from "./tokens.ts";

const closers: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  "“": "”“",
  "”": "”“",
  "‘": "’‘",
  "’": "’‘",
};

const straight: Readonly<Record<string, string>> = { "“": '"', "”": '"', "‘": "'", "’": "'" };

/** Reads a quoted string, also in the curly quotes of pasted text. A backslash escapes a quote or a backslash, nothing else. */
export function lexString(text: string, at: number): Found | null {
  const open = text[at] ?? "";
  const closing = closers[open];
  if (closing === undefined) return null;
  const fallback = straight[open];
  const body =
    readUntil(text, at + 1, closing) ??
    (fallback === undefined ? null : readUntil(text, at + 1, fallback));
  return body === null ? unclosed(text, at, open) : closed(at, body);
}

interface Body {
  readonly value: string;
  readonly to: number;
}

function closed(at: number, { value, to }: Body): Found {
  return { token: { kind: "string", value, flags: "", from: at, to }, to };
}

/** Reads up to one of the closing quotes; `null` if there is none. */
function readUntil(text: string, from: number, closing: string): Body | null {
  let value = "";
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (closing.includes(sign)) return { value, to: at + 1 };
    const after = text.charAt(at + 1);
    const escapes = sign === "\\" && after !== "" && `\\'"${closing}`.includes(after);
    value += escapes ? after : sign;
    if (escapes) at++;
  }
  return null;
}

/** The rest of the line is taken for the string, so that the lines below still make sense. */
function unclosed(text: string, at: number, open: string): Found {
  const line = text.indexOf("\n", at);
  const to = line < 0 ? text.length : line;
  const message = `This text has no closing quote. Close it with \`${straight[open] ?? open}\`; a quote within a text is written \`\\${straight[open] ?? open}\`.`;
  return {
    token: { kind: "string", value: text.slice(at + 1, to), flags: "", from: at, to },
    to,
    problem: { code: "unclosed_string", message, from: at, to },
  };
}
