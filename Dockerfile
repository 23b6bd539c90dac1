# docker build --tag crossriver-emulator .
# docker run --rm --read-only --publish 127.0.0.1:5080:8080 --add-host host.docker.internal:host-gateway --volume ./scenarios:/scenarios:ro crossriver-emulator
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /build

# The packages are in this layer as long as these files do not change, and no step after it needs the network. The cache has them, too: with
# --network none this step is another one to the engine, and takes them from there. No audit: it asks the network, and fails the build of an unchanged
# image on the day on which a weakness is published. CI audits.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ProgramRuntime.props src/
COPY src/CrossRiver.Emulator/CrossRiver.Emulator.csproj src/CrossRiver.Emulator/packages.lock.json src/CrossRiver.Emulator/
COPY src/CrossRiver.Emulator.Page/CrossRiver.Emulator.Page.csproj src/CrossRiver.Emulator.Page/packages.lock.json src/CrossRiver.Emulator.Page/
RUN --mount=type=cache,target=/offline,sharing=locked \
    mkdir -p /root/.nuget/packages && cp -r /offline/. /root/.nuget/packages \
    && dotnet restore src/CrossRiver.Emulator --locked-mode --arch ${TARGETARCH:-amd64} -p:PublishReadyToRun=true -p:NuGetAudit=false \
    && cp -r /root/.nuget/packages/. /offline

COPY scenarios scenarios
COPY docs/errors.md docs/webhooks.md docs/
COPY src/CrossRiver.Emulator src/CrossRiver.Emulator
COPY src/CrossRiver.Emulator.Page src/CrossRiver.Emulator.Page
COPY LICENSE ./
# Not above: each commit has layers of its own from here on.
ARG COMMIT
RUN --network=none dotnet publish src/CrossRiver.Emulator --no-restore --arch ${TARGETARCH:-amd64} --self-contained false --configuration Release \
      -p:PublishReadyToRun=true -p:RunAnalyzers=false -p:NuGetAudit=false -p:SourceRevisionId=$COMMIT --output /image/app

# What a mount is for is there without one, too, and the program has its name.
RUN --network=none mkdir -p /image/scenarios /image/usr/bin /empty \
    && ln -s /app/CrossRiver.Emulator /image/usr/bin/crossriver-emulator \
    && cp LICENSE /image/app/

# The extra variant carries ICU and time zones, as most machines do; the emulator itself needs neither.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
ARG COMMIT
LABEL org.opencontainers.image.title="CrossRiver.Emulator" \
      org.opencontainers.image.description="A local stand-in for customer onboarding on Cross River's API" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.revision=$COMMIT \
      org.opencontainers.image.base.name="mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra"

COPY --from=build /image/ /
# For the file of Emulator:State:File, if you want one; a volume that is mounted here belongs to the program.
COPY --from=build --chown=$APP_UID:$APP_UID /empty /state

# The base image says ASPNETCORE_HTTP_PORTS=8080. The sockets of debuggers are files, and the root is read-only.
ENV Emulator__Scenarios__Folder=/scenarios \
    Emulator__Output__Entries=true \
    DOTNET_EnableDiagnostics=0

WORKDIR /app
USER $APP_UID
EXPOSE 8080
# A check is a process that takes a tenth of a second of CPU time: often while the emulator starts, seldom afterwards. An engine older than Docker 25
# knows no start interval, and makes its first check after 30 s.
HEALTHCHECK --interval=30s --timeout=3s --start-period=15s --start-interval=1s CMD ["/app/CrossRiver.Emulator", "healthcheck"]
ENTRYPOINT ["/app/CrossRiver.Emulator"]
