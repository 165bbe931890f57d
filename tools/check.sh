# ./x check: what a second compiler, sanitizers and fuzzing find. Sourced by x.

results=()

# step NAME COMMAND…: runs it unless the time is up; stops it when it is. Neither counts as a failure, but
# the summary says so.
step() {
  local name=$1 log=build/check/$1.log left=$((deadline - SECONDS)) rc=0
  shift
  if [ "$left" -lt 30 ]; then
    results+=("not run   $name (the time was up)")
    return
  fi
  stage "$name (log: $log)"
  timeout --kill-after=10 "$left" bash -c 'set -euo pipefail; . tools/lib.sh; . tools/check.sh; "$@"' _ "$@" \
    >"$log" 2>&1 || rc=$?
  case $rc in
    0) results+=("passed    $name") ;;
    124 | 137) results+=("unfinished $name (the time was up)") ;;
    *)
      results+=("FAILED    $name (log: $log)")
      tail -n 40 "$log" >&2
      ;;
  esac
}

clang=(-DCMAKE_CXX_COMPILER=clang++-19)

# What libraries hold on purpose is no leak.
export LSAN_OPTIONS=suppressions=$PWD/tools/lsan.supp:print_suppressions=0

check_sanitizers() {
  configure build/fuzz "${clang[@]}" -DUNDERSIGNED_FUZZ=ON -DCMAKE_CXX_FLAGS_RELEASE="-O1 -gdwarf-4 -g1"
  ninja -C build/fuzz
  run_tests build/fuzz --label-exclude tree
}

# Every command killed at random moments, many more times than in the tests.
check_faults() {
  configure build/test
  ninja -C build/test undersigned undersigned-verify
  tests/simulation/kill_nine.py build/test/bin --kills 500 --seed "$(date +%j)"
}

# Whole letters from seeds, fifteen times as many as in the tests; the seeds of the tests are among them.
check_seeds() {
  configure build/test
  ninja -C build/test seeded_letters_test
  UNDERSIGNED_SEEDS=3000 build/test/bin/seeded_letters_test
}

check_clang() {
  configure build/clang "${clang[@]}"
  ninja -C build/clang
  run_tests build/clang --label-exclude tree
}

check_memory() {
  configure build/memory "${clang[@]}" -DUNDERSIGNED_CORE_ONLY=ON -DUNDERSIGNED_SANITIZE=memory
  ninja -C build/memory
  build/memory/bin/bare >build/memory/bare.txt
  wc -l build/memory/bare.txt
}

check_threads() {
  configure build/threads "${clang[@]}" -DUNDERSIGNED_SANITIZE=thread -DCMAKE_CXX_FLAGS_RELEASE="-O1 -gdwarf-4 -g1"
  ninja -C build/threads threaded_tests
  run_tests build/threads --label-regex threads
}

# The rehearsal's path for processors with AVX-512, where there is none: on an emulated one.
check_avx512() {
  [ "$(uname -m)" = x86_64 ] || { printf 'the path is for x86-64 alone\n'; return 0; }
  need "${packages_emulator[@]}"
  configure build/static -DCMAKE_EXE_LINKER_FLAGS=-static
  ninja -C build/static rehearsal_test
  local out=build/check/avx512.txt
  tools/with_avx512 --file tests/vectors/rehearsal.json build/static/bin/rehearsal_test \
    --gtest_filter='*.Avx512Path/*:Engines.SameBits*' | tee "$out"
  if grep SKIPPED "$out" || ! grep -q ' OK \] .*\.Avx512Path/' "$out"; then
    printf 'the AVX-512 path did not run\n'
    return 1
  fi
}

# fuzz_one TARGET SECONDS: what it finds stays in build/fuzz/found for the next time.
fuzz_one() {
  local name=$1 seconds=$2 log=build/fuzz/found/$1.log
  local found=build/fuzz/found/$name
  mkdir -p "$found"
  if ! "build/fuzz/bin/fuzz_$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
    -artifact_prefix="build/fuzz/found/$name-" "$found" "tests/fuzz/corpus/$name" >"$log" 2>&1; then
    tail -n 40 "$log"
    printf 'fuzz: %s failed; mend it and keep the input as a file of tests/fuzz/corpus/%s\n' "$name" "$name"
    return 1
  fi
  printf 'fuzz: %s: %s\n' "$name" "$(tail -n 1 "$log")"
}
export -f fuzz_one

fuzz_targets() { ls tests/fuzz/corpus; }

# fuzz_for SECONDS TARGET…: SECONDS in all, shared among the targets, as many at once as there are cores.
fuzz_for() {
  local seconds=$1 cores rounds each
  shift
  cores=$(nproc)
  rounds=$((($# + cores - 1) / cores))
  each=$((seconds / rounds))
  printf '%s\n' "$@" | xargs -P "$cores" -I{} bash -c 'fuzz_one "$@"' _ {} $((each > 1 ? each : 1))
}

build_fuzzers() {
  configure build/fuzz "${clang[@]}" -DUNDERSIGNED_FUZZ=ON -DCMAKE_CXX_FLAGS_RELEASE="-O1 -gdwarf-4 -g1"
  # shellcheck disable=SC2046
  ninja -C build/fuzz $(fuzz_targets | sed 's/^/fuzz_/')
}

check_fuzz() {
  local seconds=$1
  build_fuzzers
  # shellcheck disable=SC2046
  fuzz_for "$seconds" $(fuzz_targets)
}

cmd_check() {
  local fuzz_minutes=${1:-3} total_minutes=${2:-15}
  [[ $fuzz_minutes =~ ^[0-9]+$ && $total_minutes =~ ^[0-9]+$ ]] || refuse "check takes whole minutes"
  need "${packages_run[@]}" "${packages_test[@]}" "${packages_check[@]}"
  mkdir -p build/check
  deadline=$((SECONDS + total_minutes * 60))
  step memory check_memory
  step sanitizers check_sanitizers
  step fuzz check_fuzz $((fuzz_minutes * 60))
  step threads check_threads
  step faults check_faults
  step seeds check_seeds
  step clang check_clang
  step avx512 check_avx512
  printf '%s\n' "${results[@]}"
  ! printf '%s\n' "${results[@]}" | grep -q '^FAILED'
}
