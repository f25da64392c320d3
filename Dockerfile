# The server as an image: what `npm run build` makes, and Node. Nothing else of the repository or of npm is in it.
# Take newer patches of the same tag from time to time; who wants each build to be the same adds the tag's digest.
ARG NODE_IMAGE=node:24.11.1-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts ./scripts
COPY src ./src
RUN npm run build

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=7100 \
    DATA_DIR=/data
WORKDIR /app
# Root's, so that the server cannot change its own code.
COPY --from=build /source/build/server.mjs /source/build/server.mjs.LEGAL.txt ./
COPY --from=build /source/build/server ./server
# The user `node` of the base image, by number: Kubernetes' runAsNonRoot can then tell that it is not root.
USER 1000:1000
EXPOSE 7100
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=2", "--max-old-space-size=96", "--v8-pool-size=1", "server.mjs"]
