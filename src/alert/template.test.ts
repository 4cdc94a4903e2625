import { expect, test } from "vitest";
import {
  inCef,
  inCefHead,
  inHtml,
  inJson,
  inLine,
  inMarkdown,
  inPlain,
  inSlack,
} from "./escape.ts";
import type { Data } from "./expression/expression.ts";
import { render, renderValue, templateProblems } from "./template.ts";

const hostile = 'x"}],"y":[{"z":"\\\n<script>alert(1)</script> <!channel> =|\u202e\u0000';

function scope(variables: { readonly [name: string]: Data }, templates = {}) {
  return { variables, templates };
}

test("a template is text with values; one that is a value alone keeps its kind", () => {
  const given = scope({ total: 2, name: "Ada" });
  expect(render("{{ name }} has {{total}} of {{total * 2}}.", given, inPlain)).toBe(
    "Ada has 2 of 4.",
  );
  expect(renderValue("{{ total * 2 }}", given)).toBe(4);
  expect(renderValue("n: {{ total }}", given)).toBe("n: 2");
  expect(render("{{ 'a }} b' }}", given, inPlain)).toBe("a }} b");
});

test("lists are rendered by named templates, and one that maps itself ends", () => {
  const templates = {
    line: "{{itemIndex + 1}}/{{itemCount}} {{item.name}}",
    self: "({{item|mapTemplate('self')|join}})",
  };
  const given = scope({ data: [{ name: "a" }, { name: "b" }], nested: [[[[[[1]]]]]] }, templates);
  expect(render("{{data|mapTemplate('line')|join(', ')}}", given, inPlain)).toBe("1/2 a, 2/2 b");
  expect(render("{{nested|mapTemplate('self')|join}}", given, inPlain)).toBe(
    "((((()))))".replace("()", ""),
  );
});

test("a hostile value cannot leave its place in JSON, be it inside quotes or not", () => {
  const given = scope({ bad: hostile, list: [hostile], none: undefined });
  const template =
    '{"text": "<{{bad}}>", "raw": {{bad}}, "list": {{list}}, "in": "{{list}}", "none": {{none}}}';
  const read: unknown = JSON.parse(render(template, given, inJson));
  expect(read).toEqual({
    text: `<${hostile}>`,
    raw: hostile,
    list: [hostile],
    in: JSON.stringify([hostile]),
    none: null,
  });
});

test("values that hold templates or quotes change nothing around them", () => {
  const given = scope({ bad: '{{secret}} "', secret: "s3cret", next: "n" });
  const read: unknown = JSON.parse(render('{"a": "{{bad}}", "b": "{{next}}"}', given, inJson));
  expect(read).toEqual({ a: '{{secret}} "', b: "n" });
});

test("a hostile value stays a value in every other form", () => {
  const given = scope({ bad: hostile });
  expect(render("{{bad}}", given, inHtml)).not.toMatch(/<|>/);
  expect(render("{{bad}}", given, inSlack)).not.toMatch(/<|>/);
  expect(render("{{bad}}", given, inLine)).not.toMatch(/[\r\n\0\u202e]/u);
  expect(render("[{{bad}}", given, inMarkdown)).not.toMatch(/(?<!\\)<|(?<!\\)\]/);
  expect(render("{{bad}}", given, inCef)).toMatch(/\\=\|/);
  expect(render("{{bad}}", given, inCef)).not.toMatch(/[\r\n\0]|(?<!\\)=/);
  expect(inCefHead("a|b\\c\nd")).toBe("a\\|b\\\\c d");
});

test("what is wrong with a template is told with its place", () => {
  expect(templateProblems("{{ a }} and {{ b")).toEqual(["the {{ at sign 13 has no }}"]);
  expect(templateProblems("{{ a + }}")).toEqual([
    "{{ a + }}: expected a value, found the end, at sign 6",
  ]);
  expect(templateProblems("{{ a }} { b } }}")).toEqual([]);
});
