#!/bin/bash
# Signs the application with the hardened runtime, puts it into a disk image and has Apple notarise it.
#
#   SYNCTALK_SIGN_IDENTITY   "Developer ID Application: ..." in the keychain; "-" signs ad hoc
#   SYNCTALK_NOTARY_PROFILE  name given to: xcrun notarytool store-credentials NAME
#                            (left out: signed, but not notarised)
#
# usage: packaging/macos/sign_and_notarise.sh "dist/SyncTalk Studio.app" dist/SyncTalkStudio.dmg
set -euo pipefail

app="${1:?the application}"
image="${2:?the disk image to write}"
identity="${SYNCTALK_SIGN_IDENTITY:--}"
here="$(cd "$(dirname "$0")" && pwd)"

options=(--force --sign "$identity" --options runtime --entitlements "$here/entitlements.plist")
if [ "$identity" != "-" ]; then
  options+=(--timestamp)
fi

# From the inside out: every library and program first, the application last.
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -u+x \) -print0 |
  while IFS= read -r -d '' file; do
    if file -b "$file" | grep -q 'Mach-O'; then
      codesign "${options[@]}" "$file"
    fi
  done
codesign "${options[@]}" "$app"
codesign --verify --deep --strict --verbose=2 "$app"

staging="$(mktemp -d)"
trap 'rm -rf "$staging"' EXIT
ditto "$app" "$staging/$(basename "$app")"
ln -s /Applications "$staging/Applications"
rm -f "$image"
hdiutil create -volname "SyncTalk Studio" -srcfolder "$staging" -fs HFS+ -format UDZO "$image"
if [ "$identity" != "-" ]; then
  codesign --force --sign "$identity" --timestamp "$image"
fi

if [ -n "${SYNCTALK_NOTARY_PROFILE:-}" ]; then
  xcrun notarytool submit "$image" --keychain-profile "$SYNCTALK_NOTARY_PROFILE" --wait
  xcrun stapler staple "$image"
  xcrun stapler validate "$image"
  spctl --assess --type open --context context:primary-signature --verbose "$image"
else
  echo "Not notarised: SYNCTALK_NOTARY_PROFILE is not set." >&2
fi
