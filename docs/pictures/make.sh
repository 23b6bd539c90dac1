#!/usr/bin/env bash
# Takes the pictures of the page anew, from a running emulator in Chromium (apt-get install chromium), and stores them beside this script.
set -euo pipefail
cd "$(dirname "$0")"
PICTURES=$PWD dotnet run --project ../../tests/CrossRiver.Emulator.Page.Tests -- -explicit only -class '*PictureTests'
