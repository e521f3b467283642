# What `cmake --install` brings: the program, and what a host needs around it. Nothing goes to /etc:
# the configuration is the administrator's. `--target uninstall` takes away what the last install
# brought; `cpack` in the build directory makes a Debian package of the same files.
set(share "${CMAKE_INSTALL_DATADIR}/redress")
install(TARGETS redress)
install(FILES deploy/redress.conf deploy/policy.ini deploy/calendars.ini DESTINATION "${share}")
install(DIRECTORY deploy/prometheus deploy/grafana deploy/samples DESTINATION "${share}"
        USE_SOURCE_PERMISSIONS)
install(DIRECTORY schemas/review_event schemas/case_event DESTINATION "${share}/schemas")
install(FILES LICENSE CHANGELOG.md SECURITY.md docs/OPERATIONS.md docs/CONFIGURATION.md
        docs/METRICS.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")

# The units name the program where this install puts it.
install(CODE "
  foreach(unit redress redress-timer)
    file(READ \"${PROJECT_SOURCE_DIR}/deploy/systemd/\${unit}.service\" text)
    string(REPLACE \"/usr/local/\" \"\${CMAKE_INSTALL_PREFIX}/\" text \"\${text}\")
    file(WRITE \"${PROJECT_BINARY_DIR}/systemd/\${unit}.service\" \"\${text}\")
  endforeach()")
install(FILES "${PROJECT_BINARY_DIR}/systemd/redress.service"
        "${PROJECT_BINARY_DIR}/systemd/redress-timer.service" DESTINATION lib/systemd/system)

# The program writes its completions itself, so they are never older than it.
file(WRITE "${PROJECT_BINARY_DIR}/completion/redress" "source <(redress completion bash)\n")
file(WRITE "${PROJECT_BINARY_DIR}/completion/redress.fish" "redress completion fish | source\n")
install(FILES "${PROJECT_BINARY_DIR}/completion/redress"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
install(FILES "${PROJECT_BINARY_DIR}/completion/redress.fish"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")

add_custom_target(uninstall
  COMMAND "${CMAKE_COMMAND}" -P "${PROJECT_SOURCE_DIR}/cmake/Uninstall.cmake"
  WORKING_DIRECTORY "${PROJECT_BINARY_DIR}" VERBATIM)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_CONTACT "the redress maintainers <redress@localhost>")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "ca-certificates, tzdata")
include(CPack)
