# Makes clients of docs/openapi with Kiota and with NSwag, where GeneratedClients.csproj looks for them. Needs: dotnet tool restore.
set -euo pipefail
cd "$(dirname "$0")"
documents=../../../docs/openapi
generated=../../../artifacts/generated-clients

for name in Bank Emulator; do
  document=$documents/${name,,}.json
  dotnet kiota generate --language CSharp --openapi "$document" --output "$generated/kiota/$name" --clean-output \
    --namespace-name "CrossRiver.Emulator.Clients.Kiota.$name" --class-name "${name}Client" --log-level Error

  # From this version of System.Text.Json on, enumerations have names with dots: Core.Customer.Onboarded.
  dotnet nswag openapi2csclient "/input:$document" "/output:$generated/nswag/$name.cs" \
    "/namespace:CrossRiver.Emulator.Clients.NSwag.$name" "/className:${name}Client" \
    /jsonLibrary:SystemTextJson /jsonLibraryVersion:10.0 /generateNullableReferenceTypes:true
done
