# docker build --tag crossriver-emulator .
# docker run --rm --read-only --publish 5080:8080 --volume ./scenarios:/scenarios:ro crossriver-emulator
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
ARG COMMIT
WORKDIR /build

# As long as these do not change, packages are taken from the layer, and after that from the cache: then no network is needed.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/CrossRiver.Emulator/CrossRiver.Emulator.csproj src/CrossRiver.Emulator/packages.lock.json src/CrossRiver.Emulator/
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet restore src/CrossRiver.Emulator --locked-mode --arch ${TARGETARCH:-amd64} -p:PublishReadyToRun=true

COPY scenarios scenarios
COPY src/CrossRiver.Emulator src/CrossRiver.Emulator
COPY LICENSE ./
RUN --mount=type=cache,target=/root/.nuget/packages \
    dotnet publish src/CrossRiver.Emulator --no-restore --arch ${TARGETARCH:-amd64} --self-contained false --configuration Release \
      -p:PublishReadyToRun=true -p:RunAnalyzers=false -p:SourceRevisionId=$COMMIT --output /image/app

# What a mount is for is there without one, too, and the program has its name.
RUN mkdir -p /image/scenarios /image/usr/bin /empty \
    && ln -s /app/CrossRiver.Emulator /image/usr/bin/crossriver-emulator \
    && cp LICENSE /image/app/

# The extra variant carries what is needed to compare names without their accents.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
ARG COMMIT
LABEL org.opencontainers.image.title="CrossRiver.Emulator" \
      org.opencontainers.image.description="A local stand-in for customer onboarding on Cross River's API" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.revision=$COMMIT \
      org.opencontainers.image.base.name="mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra"

COPY --from=build /image/ /
# For the file of Emulator:State:File, if somebody wants one; a volume that is mounted here belongs to the program.
COPY --from=build --chown=$APP_UID:$APP_UID /empty /state

# The base image says ASPNETCORE_HTTP_PORTS=8080. The sockets of debuggers are files, and the root is read-only.
ENV Emulator__Scenarios__Folder=/scenarios \
    DOTNET_EnableDiagnostics=0

WORKDIR /app
USER $APP_UID
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --start-interval=1s CMD ["/app/CrossRiver.Emulator", "healthcheck"]
ENTRYPOINT ["/app/CrossRiver.Emulator"]
