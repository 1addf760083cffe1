// Where the tests find the project's own files and the public files that are shared beside it.
#pragma once

#include <filesystem>

namespace clausier::test {

// The root of the project: samples, templates, migrations, reference tables, fixtures.
const std::filesystem::path& source_folder();

// Real files from public sources; may be absent, and a test that needs them then says so.
const std::filesystem::path& shared_data();

}  // namespace clausier::test
