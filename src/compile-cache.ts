import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Half of the time until the program begins was compiling it, every time. What was compiled stays in this installation's own
// folder: in one that all users of a machine share, others could put their code. Where nothing may be written, nothing is kept.
enableCompileCache(
  fileURLToPath(new URL("../node_modules/.cache/defender-graph", import.meta.url)),
);
