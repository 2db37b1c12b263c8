# syntax=docker/dockerfile:1
# Builds on any machine with Docker; the finished image runs without root, with a read-only root file system and one volume.
ARG DOTNET=10.0
ARG NODE=20

FROM node:${NODE}-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:${DOTNET} AS build
# Node builds the style sheets, scripts and fonts: MSBuild calls npm (src/Cchc.Themes).
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.nuget/packages --mount=type=cache,target=/root/.npm \
    dotnet publish src/Cchc.Web -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -o /app

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET} AS site
# Pictures of index results are drawn with the machine's fonts; DejaVu has the Vietnamese letters.
RUN apt-get update && apt-get install -y --no-install-recommends fontconfig-config fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
# Empty folders with the right owner: a new volume takes them over.
RUN install -d -o $APP_UID -g $APP_UID /data /data/media /data/keys
WORKDIR /app
COPY --from=build /app .
# The runtime's diagnostics would write a socket to /tmp. Temporary files of uploads and of SQLite go to the volume, or, as in
# compose.yaml, to a tmpfs.
ENV Site__DataPath=/data \
    TMPDIR=/data \
    DOTNET_EnableDiagnostics=0 \
    ASPNETCORE_HTTP_PORTS=8080
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=2s CMD ["/app/Cchc.Web", "health"]
ENTRYPOINT ["/app/Cchc.Web"]
