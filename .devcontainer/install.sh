#!/usr/bin/env bash
# Installs the .NET SDK of global.json, and the programs that the tests use: the same packages as .ci/run.
set -euo pipefail

export DEBIAN_FRONTEND=noninteractive

cd "$(dirname "${BASH_SOURCE[0]}")/.."

apt-get update
apt-get install -y ca-certificates curl git libicu-dev openssl sudo \
  chromium-headless-shell postgresql pgbouncer nginx caddy systemd gcc python3 nodejs default-jdk-headless php-cli ruby golang-go prometheus

curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --jsonfile global.json --install-dir /usr/share/dotnet
/usr/share/dotnet/dotnet tool restore
