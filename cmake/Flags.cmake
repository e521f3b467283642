# One interface target for every room: the language, the warnings, the machine, the sanitizers.
add_library(redress_flags INTERFACE)
target_include_directories(redress_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_features(redress_flags INTERFACE c_std_11)
target_compile_definitions(redress_flags INTERFACE _GNU_SOURCE
                           REDRESS_VERSION="${PROJECT_VERSION}")
target_compile_options(redress_flags INTERFACE -Wall -Wextra -Wshadow -Wstrict-prototypes
                       -Wmissing-prototypes -Wvla -Wno-format-zero-length
                       -fno-omit-frame-pointer)
target_link_libraries(redress_flags INTERFACE Threads::Threads)

if(REDRESS_FUZZ)
  target_compile_options(redress_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

if(REDRESS_WERROR)
  target_compile_options(redress_flags INTERFACE -Werror)
endif()

# The portable baseline; faster kernels are chosen at run time.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(redress_flags INTERFACE -march=x86-64-v2)
endif()

if(REDRESS_SANITIZE)
  target_compile_options(redress_flags INTERFACE -fsanitize=${REDRESS_SANITIZE}
                         -fno-sanitize-recover=all)
  target_link_options(redress_flags INTERFACE -fsanitize=${REDRESS_SANITIZE})
endif()

# librdkafka's C11 threads and locks, shown to TSan (the file says why).
if(REDRESS_SANITIZE MATCHES "thread")
  target_sources(redress_flags INTERFACE "${PROJECT_SOURCE_DIR}/tests/support/tsan_c11.c")
endif()

if(NOT REDRESS_SANITIZE AND CMAKE_BUILD_TYPE MATCHES "Release|RelWithDebInfo")
  target_compile_definitions(redress_flags INTERFACE _FORTIFY_SOURCE=2)
  target_compile_options(redress_flags INTERFACE -fstack-protector-strong)
  target_link_options(redress_flags INTERFACE -Wl,-z,relro,-z,now)
endif()
