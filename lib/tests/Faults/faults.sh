#!/usr/bin/env bash
# Tries the command where things go wrong, and prints a table: the fault, what happened, whether that is as it should be.
#   lib/tests/Faults/faults.sh [KILLS [only]]      only: nothing but kills; KILLS: how often `course` is killed at a random moment of its run (10); other kinds of work a fifth as often
# Needs a built course (dotnet build lib/Course) and pages that were made once (so that npm's packages are there). As root, faults
# that need another user or a file system of their own are tried too. What cannot be tried here says so. Exit code: how many failed.
set -uo pipefail
kills=${1:-10}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
dotnet=${DOTNET:-$(dirname "$(readlink -f "$(command -v dotnet)")")/dotnet}
[[ -x /usr/share/dotnet/dotnet ]] && dotnet=${DOTNET:-/usr/share/dotnet/dotnet}
node=$(command -v node)
work=$(mktemp -d)
trap 'umount "$work/full" 2>/dev/null; chmod -R u+w "$work"; rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
failed=0
# What is built or checked out meanwhile changes nothing here.
cp -r "$root/lib/Course/bin/Release/net10.0" "$work/program"
cd "$work" || exit 1

# The course with two small lessons, in a folder of its own: $1. Their text is of kind $2.
make_course() {
  mkdir -p "$1/lib/Course/bin" "$1/notebooks"
  cp -r "$work/program/." "$1/lib/Course/bin"
  write_lessons "$1" "${2:-A}"
}
write_lessons() {
  local n
  for n in 00-one 01-two; do
    printf '{\n "cells": [\n  {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# %s %s 기울기\\n", "\\n", "Text $x^2$ %s."]},\n  {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": null, "outputs": [], "source": ["Console.WriteLine($\\"{1.5} %s {DateTime.UnixEpoch.ToLocalTime():HH}\\"[..5]);\\n", "new[] { 1.25, 2 }"]}\n ],\n "metadata": {"kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"}},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n' "$n" "$2" "$2" "$2" > "$1/notebooks/$n.ipynb"
  done
}

# run COURSE ARGUMENTS…: the command of that course; what it says goes to $work/out and $work/err.
run() { local course=$1; shift; "$dotnet" exec "$course/lib/Course/bin/course.dll" "$@" >"$work/out" 2>"$work/err" </dev/null; }

# row FAULT WHAT-HAPPENED OK?
row() {
  printf '| %s | %s | %s |\n' "$1" "$(tr '\n|' ' /' <<< "$2" | cut -c1-200)" "$([[ $3 == 0 ]] && echo ok || echo FAILED)"
  [[ $3 == 0 ]] || failed=$((failed + 1))
}
not_tried() { printf '| %s | not tried: %s | – |\n' "$1" "$2"; }

# A refusal: exit code 2 (or the one given), one line, no trace of the stack.
refused() {
  local fault=$1 code=$2 expected=${3:-2} line ok
  line=$(head -1 "$work/err")
  [[ $code == "$expected" && -n $line ]] && ! grep -q '^   at ' "$work/err"; ok=$?
  row "$fault" "exit $code: ${line//$work/…}" $ok
}

# A success: exit code 0, and the same site as without the fault.
same() {
  local fault=$1 code=$2 site=$3 other ok
  other=$(diff -rq -x '.*.tmp' "$work/reference" "$site" 2>&1 | head -3)
  [[ $code == "${4:-0}" && -z $other ]]; ok=$?
  row "$fault" "exit $code${other:+, differs: $other} $(head -2 "$work/err" | tr -d '\0')" $ok
}
# done_as FAULT CODE: exit code 0, whatever was made.
done_as() { row "$1" "exit $2 $(head -1 "$work/err" | cut -c1-80)" "$2"; }

# Every file under $1 is as under $2 or as under $3, byte by byte; others may only be drafts of a write that was killed.
whole() {
  local file name
  while IFS= read -r -d '' file; do
    name=${file#"$1/"}
    [[ $name =~ (^|/)\.[^/]*(\.tmp|-[0-9a-f]{32}(/.*)?)$ ]] && continue
    cmp -s "$file" "$2/$name" || cmp -s "$file" "$3/$name" || { echo "$name is neither the old one nor the new one"; return 1; }
  done < <(find "$1" -type f -print0)
}

# killed NAME COUNT WORK CHECK: starts the work, kills it in its middle after a random time, and checks; until it was hit COUNT times,
# or missed as often. How long the work takes changes with what else the machine does: a miss says that it took less, a hit that it
# may take more.
killed() {
  local name=$1 count=$2 start=$3 check=$4 i problem="" began took moment pid mid=0 ok
  began=$(date +%s%N); $start A; took=$(( ($(date +%s%N) - began) / 1000000 ))
  for ((i = 0; mid < count && i < 2 * count; i++)); do
    [[ $((i % 2)) == 0 ]] && kind=B || kind=A
    # A session of its own, so that its workers are known.
    setsid bash -c "$(declare -f run write_lessons); dotnet='$dotnet' work='$work' course='$course'; $(declare -f "$start"); $start $kind" &
    pid=$!
    moment=$((took * RANDOM / 32768))
    sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
    if kill -0 $pid 2>/dev/null; then mid=$((mid + 1)); took=$((took * 51 / 50)); else took=$((moment * 9 / 10 + 10)); fi
    kill -9 -- -$pid 2>/dev/null; wait $pid 2>/dev/null
    problem=$($check) || break
  done
  [[ -z $problem ]] && { $start A || problem="the run after it failed: $(head -1 "$work/err")"; }
  [[ -z $problem ]]; ok=$?
  row "kill -9: $name, $mid times in the middle ($((i - mid)) came too late)" "${problem:-every file old or new, whole; the run after it works}" $ok
}

in_language() { env LC_ALL="$1.UTF-8" LANG="$1.UTF-8" "$dotnet" exec "$course/lib/Course/bin/course.dll" >"$work/out" 2>"$work/err" </dev/null; }

course=$work/course
make_course "$course"
printf '| fault | what happened | |\n| --- | --- | --- |\n'
run "$course" || { cat "$work/err"; exit 1; }
cp -r "$course/site" "$work/reference"
make_course "$work/b" B; run "$work/b"; mv "$work/b/site" "$work/reference-b"

faults() {
# Languages, time zones, terminals, the environment.
for language in de_DE tr_TR ko_KR; do in_language $language; same "locale $language" $? "$course/site"; done
DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 run "$course"; same "invariant globalization" $? "$course/site"
for zone in Pacific/Kiritimati America/St_Johns; do TZ=$zone run "$course" export "$course/notebooks/00-one.ipynb" --no-run; done_as "time zone $zone" $?; done
run "$course"
TERM=dumb run "$course"; same "TERM=dumb" $? "$course/site"
env -u HOME -u XDG_CACHE_HOME -u XDG_DATA_HOME "$dotnet" exec "$course/lib/Course/bin/course.dll" >"$work/out" 2>"$work/err" </dev/null; code=$?
if [[ $code == 2 ]]; then refused "no HOME" $code; else same "no HOME" $code "$course/site"; fi
"$dotnet" exec "$course/lib/Course/bin/course.dll" >&- 2>"$work/err" </dev/null; same "stdout closed (a line says so)" $? "$course/site" 2
"$dotnet" exec "$course/lib/Course/bin/course.dll" >&- 2>&- <&-; code=$?; : > "$work/err"; same "stdin, stdout and stderr closed" $code "$course/site" $code
"$dotnet" exec "$course/lib/Course/bin/course.dll" 2>"$work/err" </dev/null | true; same "nobody reads stdout" "${PIPESTATUS[0]}" "$course/site"
[[ -w /dev/full ]] && { "$dotnet" exec "$course/lib/Course/bin/course.dll" >/dev/full 2>"$work/err" </dev/null; same "stdout is a full disk (a line says so)" $? "$course/site" 2; }
find "$course" -exec touch -d 2099-01-01 {} +; run "$course"; same "clock set back: all files are of 2099" $? "$course/site"
find "$course" -exec touch -d 1970-01-02 {} +; run "$course"; same "clock set forward: all files are of 1970" $? "$course/site"

# Places.
odd="$work/a b 한글 😀 'q' #%"; make_course "$odd"; run "$odd"; same "spaces, Korean, emoji, quotes, # and % in the path" $? "$odd/site"
long=$work/long; for i in {1..14}; do long=$long/$(printf 'l%.0s' {1..240}); done; mkdir -p "$long"; cp "$course/notebooks/00-one.ipynb" "$long"
run "$course" run "$long/00-one.ipynb" --output "$long/out"; done_as "a path of ${#long} characters" $?
ln -s "$course" "$work/link"; run "$work/link"; same "the course through a symbolic link" $? "$course/site"
mkdir "$work/elsewhere"; mv "$course/site" "$work/elsewhere/site"; ln -s "$work/elsewhere/site" "$course/site"; run "$course"; same "site/ is a symbolic link" $? "$work/elsewhere/site"
rm "$course/site"; mv "$work/elsewhere/site" "$course/site"
mv "$course/notebooks/01-two.ipynb" "$work/elsewhere"; ln -s "$work/elsewhere/01-two.ipynb" "$course/notebooks/01-two.ipynb"; run "$course"; same "a lesson is a symbolic link" $? "$course/site"
rm "$course/notebooks/01-two.ipynb"; ln -s nowhere "$course/notebooks/01-two.ipynb"; run "$course"; refused "a lesson is a broken link" $?
rm "$course/notebooks/01-two.ipynb"; write_lessons "$course" A
sed -i 's/$/\r/' "$course"/notebooks/*.ipynb; run "$course"; code=$?
for name in 00-one 01-two; do cp "$work/reference/notebooks/$name.ipynb" "$course/site/notebooks"; done; same "CRLF checkout" $code "$course/site"; write_lessons "$course" A

mkdir "$work/gone"; (cd "$work/gone" && rmdir "$work/gone" && run "$course"); refused "the current folder has been deleted" $?

# Programs that are missing.
mkdir "$work/bin"; ln -s "$node" "$work/bin/node"
PATH=$work/bin run "$course"; same "npm absent after the first run" $? "$course/site"
PATH=$work/bin XDG_CACHE_HOME=$work/cache run "$course"; refused "npm absent in the first run" $?
http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 npm_config_registry=http://127.0.0.1:9 run "$course"; same "offline after the first run" $? "$course/site"
http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9 npm_config_registry=http://127.0.0.1:9 XDG_CACHE_HOME=$work/cache run "$course"; refused "offline in the first run" $?

# Two at once.
"$dotnet" exec "$course/lib/Course/bin/course.dll" >/dev/null 2>"$work/err2" </dev/null & other=$!
run "$course"; code=$?; wait $other; code=$((code + $?)); same "two runs at once" $code "$course/site"

# Another user, and a full disk.
if [[ $(id -u) == 0 ]] && command -v setpriv >/dev/null; then
  chmod 755 "$work"; mkdir "$work/home"; cp -r "${XDG_CACHE_HOME:-$HOME/.cache}/notebook-pages" "$work/home/pages" 2>/dev/null; mkdir -p "$work/home/.cache"; mv "$work/home/pages" "$work/home/.cache/notebook-pages"; chown -R 65534 "$work/home"
  as_other() { HOME=$work/home XDG_CACHE_HOME= setpriv --reuid=65534 --regid=65534 --clear-groups "$dotnet" exec "$course/lib/Course/bin/course.dll" "$@" >"$work/out" 2>"$work/err" </dev/null; }
  as_other; refused "site/ belongs to another user" $?
  as_other run "$course/notebooks/00-one.ipynb" --output "$course"; refused "an output folder that cannot be written" $?
  chmod 600 "$course/notebooks/01-two.ipynb"; mkdir -m 777 "$work/pages"; as_other export "$course/notebooks/01-two.ipynb" --output "$work/pages"; refused "a notebook that cannot be read" $?; chmod 644 "$course/notebooks/01-two.ipynb"
  as_other export "$course/notebooks/01-two.ipynb" --output "$work/pages"; done_as "a folder of one's own in a course that cannot be written" $?
  printf '{"cells":[{"cell_type":"code","id":"a","metadata":{},"execution_count":null,"outputs":[],"source":["#r \\"../lib/Course/bin/AngleSharp.dll\\"\\n","typeof(AngleSharp.Configuration).Name"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}' > "$course/notebooks/reference.ipynb"
  as_other run "$course/notebooks/reference.ipynb"; done_as "the assembly cache can be written" $?
  chown -R 0 "$work/home"; chmod -R a-w "$work/home"
  as_other run "$course/notebooks/reference.ipynb"; done_as "package and assembly caches are read-only" $?
  rm -rf "$work/home/.local"; as_other run "$course/notebooks/reference.ipynb"; done_as "no cache, and a home that is read-only" $?
  rm "$course/notebooks/reference.ipynb"
  mkdir "$work/full"
  if mount -t tmpfs -o size=300k none "$work/full" 2>/dev/null; then
    head -c 290000 /dev/zero > "$work/full/filler"; mkdir "$work/full/out"
    run "$course" run "$course/notebooks/00-one.ipynb" --output "$work/full/out"; code=$?
    cp "$work/full/out/00-one.ipynb" "$work/saved" 2>/dev/null
    head -c 1000000 /dev/zero > "$work/full/filler2" 2>/dev/null
    run "$course" run "$course/notebooks/00-one.ipynb" --output "$work/full/out"; refused "disk full while saving" $?
    row "… and the file that was there" "$([[ $code == 0 ]] && echo 'is still whole')" "$([[ $code != 0 ]] || cmp -s "$work/full/out/00-one.ipynb" "$work/saved"; echo $?)"
    run "$course" export "$course/notebooks/00-one.ipynb" --output "$work/full/out"; refused "disk full in an export" $?
    run "$course" kernel install --prefix "$work/full"; refused "disk full while a kernel is installed" $?
    row "… and what it leaves" "$(find "$work/full" -mindepth 1 -name '.*' | head -3)" "$([[ -z $(find "$work/full" -mindepth 1 -name '.*') ]]; echo $?)"
    XDG_CACHE_HOME=$work/full run "$course"; refused "disk full when npm fetches" $?
    umount "$work/full"
  else
    not_tried "disk full" "no file system can be mounted here"
  fi
else
  not_tried "other users, disk full" "needs root and setpriv"
fi

}
[[ ${2:-} == only ]] || faults

# Killed at any moment.
site_work() { write_lessons "$course" "$1"; run "$course"; }
site_check() { whole "$course/site" "$work/reference" "$work/reference-b"; }
export_work() { write_lessons "$course" "$1"; run "$course" export "$course"/notebooks/*.ipynb --output "$work/exported"; }
export_check() { whole "$work/exported" "$work/exported-a" "$work/exported-b"; }
save_work() { write_lessons "$course" "$1"; run "$course" run "$course"/notebooks/*.ipynb --output "$work/runs"; }
save_check() { local file; for file in "$work"/runs/*.ipynb; do grep -qE '"(1.5 A|1.5 B)' "$file" && tail -c 2 "$file" | grep -q '}' || { echo "${file##*/} is not whole"; return 1; }; done; }
install_work() { run "$course" kernel install --prefix "$work/prefix"; }
install_check() {
  local spec=$work/prefix/share/jupyter/kernels/.net-csharp
  # For an instant, between two renames, there may be none.
  [[ ! -e $spec ]] || diff -rq "$spec" "$work/installed" >/dev/null || { echo "the kernel is not whole"; return 1; }
}
for kind in B A; do export_work $kind; cp -r "$work/exported" "$work/exported-${kind,,}"; done
install_work; cp -r "$work/prefix/share/jupyter/kernels/.net-csharp" "$work/installed"
killed "course" "$kills" site_work site_check
same "… and the site after the last" 0 "$course/site"
killed "export" $((kills / 5 + 1)) export_work export_check
killed "run --output" $((kills / 5 + 1)) save_work save_check
killed "kernel install" $((kills / 5 + 1)) install_work install_check
echo
echo "$failed faults were not survived."
exit $((failed > 100 ? 100 : failed))
