# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY console/package.json console/package.json
# Nothing that is installed needs to be compiled or set up: scripts of packages are not run.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --workspaces=false

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    DEFENDER_GRAPH_DATABASE=/data/defender-graph.duckdb \
    DEFENDER_GRAPH_HOST=0.0.0.0 \
    DEFENDER_GRAPH_PORT=4400
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /src/package.json /src/LICENSE ./
COPY --from=build /src/dist dist
COPY --from=build /src/console/dist console/dist
RUN install -d -o node -g node -m 0700 /data
USER node
WORKDIR /data
VOLUME /data
EXPOSE 4400
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.DEFENDER_GRAPH_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/main.js"]
CMD ["start"]
