import { type Child, make } from "./make.ts";

/** A message's text with what stands between backticks set as code. */
export function withCode(text: string): readonly Child[] {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 0 ? part : make("code", {}, part)));
}
