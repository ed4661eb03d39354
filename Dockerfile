# syntax=docker/dockerfile:1
# Two images of one service: `service` for all roles, `whatsapp` with a browser for the process that runs a number on
# WhatsApp Web. docker build --target service .

FROM node:20.20-bookworm-slim AS packages
WORKDIR /pawline
# The browsers that libraries would download are not wanted; the service finds the one that is installed.
ENV PUPPETEER_SKIP_DOWNLOAD=1
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma prisma
# The scripts of packages are not run but for our own, which makes the database's client: it needs no network.
RUN npm install --omit=dev --no-audit --no-fund

FROM node:20.20-bookworm-slim AS service
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8080 \
    HEALTH_PORT=8080 \
    DATA_DIR=/data
WORKDIR /pawline
# What is sent to owners is shown in their own letters: documents need fonts, TLS needs certificates.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates fonts-dejavu-core tini \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir /data && chown node:node /data
COPY --from=packages /pawline ./
COPY . .
COPY --from=packages /pawline/prisma/generated prisma/generated
USER node
VOLUME /data
EXPOSE 8080
# A container that is asked to end has 25 s of its own; whoever stops it should wait for 30.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not by npm: signals have to reach the service itself.
ENTRYPOINT ["tini", "--", "node", "--import", "tsx", "main.ts"]
CMD ["start"]

FROM service AS whatsapp
USER root
RUN apt-get update \
 && apt-get install --yes --no-install-recommends chromium \
 && rm -rf /var/lib/apt/lists/*
ENV CHROMIUM_PATH=/usr/bin/chromium
USER node
