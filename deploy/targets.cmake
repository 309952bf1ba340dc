# The three kinds of C++ target that Gongdao has, and its web client.

# gongdao_library(net SOURCES serve.cpp client.cpp LINK base ops PRIVATE OpenSSL::SSL Boost::headers)
# makes gongdao_net from the files of this folder. LINK names folders; PRIVATE names third parties. OBJECT makes it
# part of each executable that names it, wherever the libraries that need it stand on the linker's line.
function(gongdao_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "OBJECT" "" "SOURCES;LINK;PRIVATE")
    gongdao_no_rest(${name} "${arg_UNPARSED_ARGUMENTS}")
    list(TRANSFORM arg_LINK PREPEND gongdao_)
    if(arg_SOURCES)
        set(kind STATIC)
        if(arg_OBJECT)
            set(kind OBJECT)
        endif()
        add_library(gongdao_${name} ${kind} ${arg_SOURCES})
        target_link_libraries(gongdao_${name} PUBLIC ${arg_LINK} PRIVATE ${arg_PRIVATE})
    else()
        add_library(gongdao_${name} INTERFACE)
        target_link_libraries(gongdao_${name} INTERFACE ${arg_LINK})
    endif()
endfunction()

# gongdao_program(gongdao-verify SOURCES gongdao_verify.cpp LINK audit PRIVATE CLI11::CLI11)
# The target "programs" builds all programs of server/ and the web client.
add_custom_target(programs)
function(gongdao_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;PRIVATE")
    gongdao_no_rest(${name} "${arg_UNPARSED_ARGUMENTS}")
    list(TRANSFORM arg_LINK PREPEND gongdao_)
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ${arg_LINK} ${arg_PRIVATE})
    if(CMAKE_CURRENT_SOURCE_DIR MATCHES "^${PROJECT_SOURCE_DIR}/server/")
        add_dependencies(programs ${name})
    endif()
endfunction()

# gongdao_test(net FILES server/net/http_test.cpp LINK net)
# makes test_net with the shared Catch2 main. Each case is a CTest test "net:<case>", labelled with the
# name of the folder whose CMakeLists.txt says it (unit, tamper, …).
# In a case's name no semicolon, which CMake's lists are split at. GONGDAO_TESTS_FOLDER is tests/.
function(gongdao_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "FILES;LINK;PRIVATE")
    gongdao_no_rest(${name} "${arg_UNPARSED_ARGUMENTS}")
    list(TRANSFORM arg_LINK PREPEND gongdao_)
    add_executable(test_${name} ${arg_FILES})
    target_link_libraries(test_${name} PRIVATE gongdao_catch_main Catch2::Catch2 ${arg_LINK} ${arg_PRIVATE})
    target_compile_definitions(test_${name} PRIVATE GONGDAO_TESTS_FOLDER="${PROJECT_SOURCE_DIR}/tests")
    cmake_path(GET CMAKE_CURRENT_SOURCE_DIR FILENAME label)
    catch_discover_tests(test_${name} TEST_PREFIX "${name}:" EXTRA_ARGS --warn NoTests
        PROPERTIES LABELS ${label} TIMEOUT 300)
endfunction()

function(gongdao_no_rest name rest)
    if(rest)
        message(FATAL_ERROR "${name}: not understood: ${rest}")
    endif()
endfunction()

# Builds web/dist. npm and the Node it runs on are those first on PATH (deploy/run sees to that).
function(gongdao_web)
    find_program(NPM npm REQUIRED)
    set(web ${PROJECT_SOURCE_DIR}/web)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${web}/src/* ${web}/words/* ${web}/public/* ${web}/*.html ${web}/*.ts)
    list(FILTER files EXCLUDE REGEX "/(node_modules|dist)/")
    add_custom_command(OUTPUT ${web}/node_modules/.package-lock.json
        COMMAND ${NPM} ci --no-audit --no-fund
        DEPENDS ${web}/package.json ${web}/package-lock.json
        WORKING_DIRECTORY ${web} COMMENT "Installing what the web client is built with")
    add_custom_command(OUTPUT ${web}/dist/vote.html
        COMMAND ${NPM} run build
        DEPENDS ${files} ${web}/node_modules/.package-lock.json
        WORKING_DIRECTORY ${web} COMMENT "Building the web client")
    add_custom_target(gongdao_web ALL DEPENDS ${web}/dist/vote.html)
    add_dependencies(programs gongdao_web)
endfunction()
