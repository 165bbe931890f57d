# Shared by x and its parts: stages with elapsed time, packages, builds. Sourced from the root.

# Debian packages, by what needs them.
packages_run=(g++ cmake ninja-build pkg-config libsodium-dev nlohmann-json3-dev libsqlite3-dev
  libcli11-dev libcmark-gfm-dev libtomlplusplus-dev libboost1.81-dev libssl-dev libspdlog-dev
  libpango1.0-dev libcairo2-dev libqrcodegencpp-dev fonts-noto-core)
packages_web=(clang-19 lld-19 llvm-19 wasi-libc libc++-19-dev-wasm32 libclang-rt-19-dev-wasm32 python3)
packages_test=(libgtest-dev librapidcheck-dev python3 poppler-utils clang-format-19 valgrind chromium golang-go
  golang-golang-x-mod-dev)
packages_check=(libclang-rt-19-dev)
packages_emulator=(bochs bochs-term bochsbios isolinux syslinux-common xorriso cpio)
packages_bench=(libbenchmark-dev python3)
packages_tidy=(clang-tidy-19)

started=$SECONDS
stage() { printf '[%4ds] %s\n' $((SECONDS - started)) "$*" >&2; }
refuse() { printf 'x: %s\n' "$*" >&2; exit 2; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Installs those of the named Debian packages that are missing.
need() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  stage "installing ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive bash -c \
    'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"' _ "${missing[@]}" >/dev/null
}

# An npm, of whatever age: it only installs what web/package-lock.json pins, Node 22 among it.
need_npm() { command -v npm >/dev/null || need nodejs npm; }

# configure FOLDER [cmake options]; a compiler cache is used where there is one.
configure() {
  local folder=$1 launcher=()
  shift
  if command -v ccache >/dev/null; then
    launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    export CCACHE_BASEDIR=$PWD
  fi
  cmake -S . -B "$folder" -G Ninja "${launcher[@]}" "$@" >/dev/null
}

# run_tests FOLDER [ctest options]: ends with "N passed, N failed"; skipped tests are named with their reason.
run_tests() {
  local folder=$1
  shift
  ctest --test-dir "$folder" --output-on-failure --output-junit junit.xml -j "$(nproc)" "$@" >&2 || true
  tools/test_summary "$folder/junit.xml"
}
