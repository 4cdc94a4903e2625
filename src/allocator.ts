import { isServing } from "./serving.ts";

// Must be evaluated before DuckDB's library is loaded, so program.ts imports it first: the library's allocator otherwise
// keeps freed pages for ten seconds, which costs some 150 MB at half a million edges.
process.env["DUCKDB_JE_MALLOC_CONF"] ??=
  "dirty_decay_ms:300,muzzy_decay_ms:0,background_thread:true";
// Its statements run on these threads. Where people are served, two runs that are applied would take all of the usual
// four, and nobody else would be answered. Must be said before the first of them is needed.
if (isServing) process.env["UV_THREADPOOL_SIZE"] ??= "12";
