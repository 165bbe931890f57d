# Toolchain for WebAssembly: clang 19, wasi-libc, libc++ 19, all from Debian. Only the core builds for it
# (UNDERSIGNED_CORE_ONLY=ON); whoever loads a module gives it randomness and data.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_CXX_COMPILER clang++-19)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_AR llvm-ar-19)
set(CMAKE_RANLIB llvm-ranlib-19)
set(CMAKE_EXECUTABLE_SUFFIX_CXX .wasm)

# There are no exceptions here, and no guard for stacks, which are not addressable from outside.
set(CMAKE_CXX_FLAGS_INIT "-fno-exceptions -fno-stack-protector")

# The headers of nlohmann-json alone: the rest of /usr/include is another system's.
find_path(NLOHMANN_INCLUDE nlohmann/json.hpp PATHS /usr/include REQUIRED NO_CMAKE_FIND_ROOT_PATH)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/headers)
file(CREATE_LINK ${NLOHMANN_INCLUDE}/nlohmann ${CMAKE_BINARY_DIR}/headers/nlohmann SYMBOLIC)
set(CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES ${CMAKE_BINARY_DIR}/headers)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
