// Must be evaluated before DuckDB's library is loaded, so main.ts imports it first: the library's allocator otherwise
// keeps freed pages for ten seconds, which costs some 150 MB at half a million edges.
process.env["DUCKDB_JE_MALLOC_CONF"] ??=
  "dirty_decay_ms:300,muzzy_decay_ms:0,background_thread:true";
// Its statements run on these threads. Four, the usual number, are taken by two runs that are applied; then nobody else
// is answered. Must be said before the first of them is needed.
process.env["UV_THREADPOOL_SIZE"] ??= "12";
