#!/usr/bin/env bash
# Builds the files of a release: for each platform an archive with a program that needs no .NET, a software bill of materials, and SHA256SUMS. Needs the
# .NET SDK and Python.
# deploy/release.sh [--version VERSION] [--output FOLDER] [linux-x64|linux-arm64 …]
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C TZ=UTC

version="$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)"
output=release
platforms=()
while [ "$#" -gt 0 ]; do
  case $1 in
    --version) version=${2:?--version needs a version, for example 1.2.0} && shift 2 ;;
    --output) output=${2:?--output needs a folder} && shift 2 ;;
    linux-x64 | linux-arm64) platforms+=("$1") && shift ;;
    *) echo "release.sh: $1 is not allowed. Allowed are --version VERSION, --output FOLDER, linux-x64 and linux-arm64." >&2 && exit 2 ;;
  esac
done
if [ "${#platforms[@]}" -eq 0 ]; then
  platforms=(linux-x64 linux-arm64)
fi
if ! [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
  echo "release.sh: the version is \"$version\". It must be like 1.2.0 or 1.2.0-beta.1." >&2
  exit 2
fi

mkdir -p "$output"
output="$(cd "$output" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# The time of the last commit is the time of every file, so that the same commit gives the same archive.
epoch="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}"

deps=()
for platform in "${platforms[@]}"; do
  folder="$work/dixa-webhooks-$version-$platform"

  # The analyzer would need a package that the lock file does not have.
  properties=(-p:RuntimeIdentifier="$platform" -p:SelfContained=true -p:PublishSingleFile=true -p:EnableSingleFileAnalyzer=false)
  if ! dotnet restore Dixa.Webhooks.Admin --locked-mode "${properties[@]}"; then
    echo "release.sh: the packages for $platform cannot be restored. See the message above: a runtime package may not be served here." >&2
    exit 1
  fi

  # The analyzers check the code in .ci/run. Trimming would remove what Blazor, EF Core and Hangfire find by reflection. The libraries that cannot be inside the program stay next to
  # it, because it would have to unpack them at each start, which a read-only system does not allow.
  dotnet publish Dixa.Webhooks.Admin -c Release --no-restore -o "$folder" "${properties[@]}" \
    -p:PublishTrimmed=false -p:IncludeNativeLibrariesForSelfExtract=false -p:DebugType=none -p:RunAnalyzers=false \
    -p:Version="$version" -p:ContinuousIntegrationBuild=true
  mv "$folder/Dixa.Webhooks.Admin" "$folder/dixa-webhooks"
  mkdir "$folder/deploy"
  cp deploy/{dixa-webhooks.service,settings.env,secrets.conf,nginx.conf,Caddyfile} "$folder/deploy/"
  cp -R deploy/{grafana,prometheus} "$folder/deploy/"
  cp deploy/dixa-webhooks-admin "$folder/"
  cp -R docs LICENSE README.md CHANGELOG.md "$folder/"
  rm -f "$folder/web.config"
  deps+=("Dixa.Webhooks.Admin/obj/Release/net10.0/$platform/Dixa.Webhooks.Admin.deps.json")
done

dotnet tool restore
bom="$output/dixa-webhooks-$version.cdx.json"
dotnet dotnet-CycloneDX Dixa.Webhooks.Admin/Dixa.Webhooks.Admin.csproj --output "$output" --filename "${bom##*/}" --output-format Json \
  --set-name "Dixa Webhooks" --set-version "$version" --disable-package-restore --no-serial-number
packages="$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //')"
python3 deploy/complete-bom.py "$bom" "$work/THIRD-PARTY-LICENSES.txt" "$packages" "${deps[@]}"
sed -i "s/\"timestamp\": \"[^\"]*\"/\"timestamp\": \"$(date --utc --date="@$epoch" +%Y-%m-%dT%H:%M:%SZ)\"/" "$bom"

for platform in "${platforms[@]}"; do
  name="dixa-webhooks-$version-$platform"
  cp "$work/THIRD-PARTY-LICENSES.txt" "$work/$name/"
  chmod -R u=rwX,go=rX "$work/$name"
  chmod +x "$work/$name/dixa-webhooks-admin"
  tar --create --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --directory "$work" "$name" | gzip --no-name > "$output/$name.tar.gz"
done

cd "$output"
sha256sum "dixa-webhooks-$version"* > SHA256SUMS
cat SHA256SUMS
