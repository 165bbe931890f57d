# One folder, one namespace, one target. A module names the modules it may include; nothing else is
# on its link line, and tools/check_arrows compares this with docs/architecture.md.
include_guard()

set(UNDERSIGNED_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
    -Wnon-virtual-dtor -Wold-style-cast -Wimplicit-fallthrough -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports false positives of these two from inside its own library headers.
  list(APPEND UNDERSIGNED_WARNINGS -Wno-restrict -Wno-maybe-uninitialized)
endif()

# JSON never throws, in the core or above it: one set of inline functions, one behaviour.
add_compile_definitions(JSON_NOEXCEPTION JSON_NO_IO JSON_USE_IMPLICIT_CONVERSIONS=0)

# Objects do not depend on where the tree lies.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)

if(UNDERSIGNED_FUZZ)
  set(UNDERSIGNED_SANITIZE address,undefined)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(UNDERSIGNED_SANITIZE)
  add_compile_options(-fsanitize=${UNDERSIGNED_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${UNDERSIGNED_SANITIZE})
endif()

# undersigned_module(core/base SOURCES a.cc b.cc DEPENDS core/hash ...)
# The target is the folder's path with "/" as "_": core_base.
function(undersigned_module path)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  string(REPLACE "/" "_" target ${path})
  list(TRANSFORM ARG_DEPENDS REPLACE "/" "_")
  if(ARG_SOURCES)
    add_library(${target} STATIC ${ARG_SOURCES})
    target_compile_options(${target} PRIVATE ${UNDERSIGNED_WARNINGS})
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(${target} PUBLIC ${ARG_DEPENDS} ${ARG_LIBRARIES})
    if(path MATCHES "^core/")
      target_compile_options(${target} PRIVATE -fno-exceptions)
    endif()
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${CMAKE_SOURCE_DIR})
    target_link_libraries(${target} INTERFACE ${ARG_DEPENDS} ${ARG_LIBRARIES})
  endif()
  undersigned_headers_alone(${target})
endfunction()

# The target headers_alone compiles each header of a module by itself: it includes what it needs. Those that a source
# file of their own includes first (tools/check_house) are compiled so anyway.
add_custom_target(headers_alone)
function(undersigned_headers_alone module)
  file(GLOB headers RELATIVE ${CMAKE_SOURCE_DIR} CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.h)
  set(sources)
  foreach(header ${headers})
    string(REGEX REPLACE "h$" "cc" own ${header})
    if(EXISTS ${CMAKE_SOURCE_DIR}/${own})
      continue()
    endif()
    set(source ${CMAKE_BINARY_DIR}/headers_alone/${header}.cc)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n")
    list(APPEND sources ${source})
  endforeach()
  if(sources)
    add_library(${module}_headers OBJECT EXCLUDE_FROM_ALL ${sources})
    target_compile_options(${module}_headers PRIVATE ${UNDERSIGNED_WARNINGS} -O0 -g0)
    target_link_libraries(${module}_headers PRIVATE ${module})
    add_dependencies(headers_alone ${module}_headers)
  endif()
endfunction()

# undersigned_program(name SOURCES main.cc DEPENDS app/service ...)
function(undersigned_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  list(TRANSFORM ARG_DEPENDS REPLACE "/" "_")
  add_executable(${name} ${ARG_SOURCES})
  target_compile_options(${name} PRIVATE ${UNDERSIGNED_WARNINGS})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE UNDERSIGNED_VERSION="${PROJECT_VERSION}")
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} ${ARG_LIBRARIES})
endfunction()
