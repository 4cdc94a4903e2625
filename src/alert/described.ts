/** A description with the values of parameters in place of their names in braces. */
export function described(text: string, parameters: Readonly<Record<string, unknown>>): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(parameters, name) ? String(parameters[name]) : whole,
  );
}
