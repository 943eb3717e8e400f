#!/bin/sh
# Chromium for the page tests and a Chinese font: installed where apt-get may; never a failure where it may not.
set -u
chromium=${CREDITPATH_CHROMIUM:-/usr/bin/chromium}
wanted=""
[ -x "$chromium" ] || wanted="chromium"
ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1 || wanted="$wanted fonts-noto-cjk"
[ -n "$wanted" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "system-deps: missing here:$(printf ' %s' $wanted) (on Debian, as root: apt-get install $(echo $wanted))"
  exit 0
fi
echo "system-deps: installing $(echo $wanted) ..."
export DEBIAN_FRONTEND=noninteractive
apt="apt-get -q -q -y -o DPkg::Lock::Timeout=300"
# shellcheck disable=SC2086  # each word is an argument
{ $apt update && $apt install --no-install-recommends $wanted; } >/dev/null 2>&1 \
  || echo "system-deps: apt-get could not install $(echo $wanted); the run goes on and names what it leaves out"
exit 0
