import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendProblem } from "./problem-reply.ts";

const howToBuild = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>defender-graph</title></head>
<body>
<h1>The console is not built yet</h1>
<p>The server and its API are running. Build the pages, then reload this one:</p>
<pre>npm run build:console</pre>
</body>
</html>
`;

/** Serves the built console; what is neither a file nor the API answers with the console's page. */
export function serveConsole(server: FastifyInstance, directory: string | null): void {
  const built = directory !== null && existsSync(join(directory, "index.html"));
  if (built)
    server.register(fastifyStatic, {
      root: directory,
      cacheControl: false,
      dotfiles: "ignore",
      setHeaders,
    });
  else server.get("/", sendHowToBuild);
  server.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return sendNotFound(request, reply);
    return built ? reply.sendFile("index.html") : sendHowToBuild(request, reply);
  });
}

/** A page's address has no extension: the console draws it. */
function isPage({ method, url }: FastifyRequest): boolean {
  const path = url.split("?", 1)[0] ?? "";
  return (
    (method === "GET" || method === "HEAD") && !path.startsWith("/api/") && !path.includes(".")
  );
}

function sendNotFound({ method, url }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const detail = `There is nothing at ${method} ${url.split("?", 1)[0] ?? ""}.`;
  return sendProblem(reply, { status: 404, code: "not_found", detail });
}

function sendHowToBuild(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(503).type("text/html; charset=utf-8").send(howToBuild);
}

/** Vite names what is under `assets` by its content, so it never changes; the page itself must be asked for anew. */
function setHeaders(reply: FastifyReply, path: string): void {
  const forever = /[\\/]assets[\\/]/.test(path);
  reply.header("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache");
}
