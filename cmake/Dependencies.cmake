# What each room links; PRIVATE everywhere, so that Kafka and Avro stay in ingest/ and feed/, and
# Redis in sink/.
foreach(dep rdkafka avro-c jansson zlib inih libmicrohttpd libcurl libcrypto hiredis jemalloc
            libutf8proc libpcre2-8)
  string(TOUPPER ${dep} name)
  string(REGEX REPLACE "^LIB|-C$|-8$" "" name ${name})
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${dep})
endforeach()

# No symbol is asked of jemalloc by name, so a linker that drops what is not needed (gcc's default in
# some distributions, always under LTO) would leave us with libc's malloc, silently.
add_library(redress_malloc INTERFACE)
if(REDRESS_JEMALLOC AND NOT REDRESS_SANITIZE)
  target_link_libraries(redress_malloc INTERFACE -Wl,--push-state,--no-as-needed
                        PkgConfig::JEMALLOC -Wl,--pop-state)
  target_compile_definitions(redress_malloc INTERFACE REDRESS_JEMALLOC=1)
endif()

# hiredis speaks TLS from 1.0 on; Debian 12 has 0.14, where redis.tls is refused at start.
pkg_check_modules(HIREDIS_SSL IMPORTED_TARGET hiredis_ssl)

# liblinear has no .pc file.
find_library(LIBLINEAR linear REQUIRED)
