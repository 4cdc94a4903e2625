/** What a log-in page shows. */
export interface AccessPage {
  readonly title: string;
  readonly says: string;
  /** What went wrong with the try before. */
  readonly problem?: string | undefined;
  readonly form: {
    readonly action: "/login" | "/set-up";
    readonly button: string;
    readonly name: string;
    readonly newPassword: boolean;
    /** What goes along unseen. */
    readonly hidden: Readonly<Record<string, string>>;
  } | null;
  /** Another way in. */
  readonly link?: { readonly to: string; readonly text: string } | undefined;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (found) => entities[found] ?? "");
}

function formOf({ action, button, name, newPassword, hidden }: NonNullable<AccessPage["form"]>) {
  const unseen = Object.entries(hidden).map(
    ([key, value]) => `<input type="hidden" name="${key}" value="${escaped(value)}">`,
  );
  const complete = newPassword ? "new-password" : "current-password";
  return `<form method="post" action="${action}">
${unseen.join("\n")}
<label for="name">Name</label>
<input id="name" name="name" value="${escaped(name)}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="200" autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="${complete}" required maxlength="256"${newPassword ? ' minlength="12"' : ""}>
<button type="submit">${escaped(button)}</button>
</form>`;
}

/** A page without a script: it works before anyone is let in. */
export function accessPage({ title, says, problem, form, link }: AccessPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · defender-graph</title>
<link rel="stylesheet" href="/login/style.css">
</head>
<body>
<main>
<p class="product">defender-graph</p>
<h1>${escaped(title)}</h1>
<p>${escaped(says)}</p>
${problem === undefined ? "" : `<p class="problem" role="alert">${escaped(problem)}</p>`}
${form === null ? "" : formOf(form)}
${link === undefined ? "" : `<p class="other"><a href="${escaped(link.to)}">${escaped(link.text)}</a></p>`}
</main>
</body>
</html>
`;
}

/** How those pages look. */
export const accessStyle = `:root { color-scheme: light dark; --page: #f5f6f8; --card: #fff; --text: #1b2330; --soft: #4d5a6b; --line: #8a94a3; --accent: #1f5fbf; --bad: #a3161d; }
@media (prefers-color-scheme: dark) { :root { --page: #10151d; --card: #19212c; --text: #e8ecf2; --soft: #aab5c4; --line: #6b7788; --accent: #2f6fd0; --bad: #ff9a9a; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 24rem; padding: 2rem; border-radius: 0.75rem; background: var(--card); box-shadow: 0 1px 3px rgb(0 0 0 / 0.2); }
.product { margin: 0; color: var(--soft); font-size: 0.875rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; line-height: 1.25; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { width: 100%; margin-top: 0.25rem; padding: 0.6rem 0.7rem; border: 1px solid var(--line); border-radius: 0.4rem; background: transparent; color: inherit; font: inherit; }
button { width: 100%; margin-top: 1.5rem; padding: 0.7rem; border: 0; border-radius: 0.4rem; background: var(--accent); color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.problem { padding: 0.6rem 0.8rem; border-left: 4px solid var(--bad); color: var(--bad); }
.other { margin: 1.5rem 0 0; text-align: center; }
a { color: inherit; }
`;
