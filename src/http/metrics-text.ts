import type { Figure } from "../service/figures.ts";

function quoted(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}

/** Figures in the text format of Prometheus. */
export function metricsText(figures: readonly Figure[]): string {
  const lines = figures.flatMap(({ name, help, type, samples }) => {
    const full = `defender_graph_${name}`;
    const told = samples.map(({ labels, value }) => {
      const inside = Object.entries(labels).map(([label, text]) => `${label}="${quoted(text)}"`);
      return `${full}${inside.length === 0 ? "" : `{${inside.join(",")}}`} ${value}`;
    });
    return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...told];
  });
  return `${lines.join("\n")}\n`;
}
