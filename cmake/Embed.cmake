# redress_embed(TARGET SYMBOL FILE): puts FILE into TARGET as
#   extern const unsigned char SYMBOL[]; extern const unsigned char SYMBOL_end[];
# so that the program works from any directory, with nothing beside it. A NUL byte follows the end.
function(redress_embed target symbol file)
  get_filename_component(path "${file}" ABSOLUTE)
  set(asm "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c")
  file(WRITE "${asm}.in" "__asm__(\".section .rodata\\n.balign 64\\n.global ${symbol}\\n${symbol}:\\n.incbin \\\"${path}\\\"\\n.global ${symbol}_end\\n${symbol}_end:\\n.byte 0\\n.previous\\n\");\n")
  configure_file("${asm}.in" "${asm}" COPYONLY)
  # Without LTO: its symbol tables do not list what an asm statement defines.
  set_source_files_properties("${asm}" PROPERTIES OBJECT_DEPENDS "${path}"
                              COMPILE_OPTIONS "-fno-lto")
  target_sources(${target} PRIVATE "${asm}")
endfunction()
