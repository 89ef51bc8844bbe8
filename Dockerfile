# flowx-mock as a container: `docker run --read-only -p 4010:4010 -v flowx-mock:/data IMAGE`

# Build, and unpack the very archive that npm would publish: the image holds what the package holds.
FROM node:20.19.5-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build \
 && npm pack --ignore-scripts --pack-destination /tmp \
 && mkdir /package \
 && tar -xzf /tmp/flowx-mock-*.tgz -C /package --strip-components=1

FROM node:20.19.5-bookworm-slim AS production
WORKDIR /production
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:20.19.5-bookworm-slim
ENV NODE_ENV=production \
    FLOWX_MOCK_HOST=0.0.0.0 \
    FLOWX_MOCK_DATA=/data
WORKDIR /app
COPY --from=production /production/node_modules ./node_modules
COPY --from=build /package ./
# Everything that is written is below /data, so the root file system may be read-only.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 4010
# Kubernetes sets FLOWX_MOCK_PORT to tcp://… beside a Service of our name: that is no port.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
  CMD ["node", "-e", "const { FLOWX_MOCK_PORT: own = '', PORT } = process.env; fetch('http://127.0.0.1:' + ((/^\\d+$/.test(own) && own) || PORT || 4010) + '/__admin/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Flags are appended: `docker run IMAGE --seed 1`; other commands, too: `docker run IMAGE verify URL`.
ENTRYPOINT ["node", "dist/mock-server/main.js"]
CMD ["serve"]
