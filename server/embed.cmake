# gongdao_embed(rules gongdao::rules committee_2020_json presets/cpc-basic-committee-2020.json)
# gives gongdao_rules the file's text as `std::string_view gongdao::rules::committee_2020_json()`;
# the folder's own header declares it. The text must not contain `)embedded"`.
function(gongdao_embed library namespace name file)
    cmake_path(ABSOLUTE_PATH file OUTPUT_VARIABLE path)
    file(READ ${path} text)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
    file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
#include <string_view>
namespace @namespace@ {
std::string_view @name@();
std::string_view @name@() {
    return R"embedded(@text@)embedded";
}
}  // namespace @namespace@
]])
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    target_sources(gongdao_${library} PRIVATE ${source})
endfunction()
