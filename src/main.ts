#!/usr/bin/env node
import "./node-version.ts";
import "./compile-cache.ts";

// Only now: what a module imports is compiled before the module itself runs.
await import("./program.ts");
