FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /build

COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/CrossRiver.Emulator/CrossRiver.Emulator.csproj src/CrossRiver.Emulator/packages.lock.json src/CrossRiver.Emulator/
RUN dotnet restore src/CrossRiver.Emulator --locked-mode

COPY scenarios scenarios
COPY src src
RUN dotnet publish src/CrossRiver.Emulator --no-restore --configuration Release --output /app

# The extra variant carries what is needed to compare names without their accents.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
COPY scenarios scenarios

USER $APP_UID
EXPOSE 8080 5443
ENTRYPOINT ["dotnet", "CrossRiver.Emulator.dll"]
