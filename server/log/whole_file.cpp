#include "server/log/whole_file.hpp"

#include <fcntl.h>

#include <filesystem>

#include "server/ops/file.hpp"

namespace gongdao::log {

void write_whole(const FilePlace& place, base::BytesView content, Durable durable) {
    std::filesystem::create_directories(std::filesystem::path(place.file).parent_path());
    {
        const ops::Descriptor out(place.draft, O_WRONLY | O_CREAT | O_TRUNC, ops::for_everyone);
        out.write(content);
        if (durable == Durable::yes) out.sync();
    }
    std::filesystem::rename(place.draft, place.file);
    if (durable == Durable::yes) ops::sync_folder_of(place.file);
}

}  // namespace gongdao::log
