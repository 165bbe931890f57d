"""tools/check_arrows must refuse each kind of wrong arrow, and name the line."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check_arrows"

DOCUMENT = """\
```arrows
core/hash -> core/base  # bytes
app/store -> core/hash  # digests
bin/undersigned-verify -> core/hash  # digests
```
```libraries
sqlite3.h -> app/store
```
"""

TREE = {
    "docs/architecture.md": DOCUMENT,
    "core/base/CMakeLists.txt": "undersigned_module(core/base SOURCES bytes.cc)\n",
    "core/base/bytes.h": "#pragma once\n#include <vector>\n",
    "core/base/bytes.cc": '#include "core/base/bytes.h"\n',
    "core/hash/CMakeLists.txt": "undersigned_module(core/hash SOURCES sha2.cc\n  DEPENDS core/base)\n",
    "core/hash/sha2.h": '#pragma once\n#include "core/base/bytes.h"\n',
    "core/hash/sha2.cc": '#include "core/hash/sha2.h"\n',
    "app/store/CMakeLists.txt": "undersigned_module(app/store SOURCES store.cc DEPENDS core/hash)\n",
    "app/store/store.cc": '#include <sqlite3.h>\n#include "core/hash/sha2.h"\n',
    "bin/undersigned-verify/CMakeLists.txt":
        "undersigned_program(undersigned-verify SOURCES main.cc DEPENDS core/hash)\n",
    "bin/undersigned-verify/main.cc": '#include <iostream>\n#include "core/hash/sha2.h"\n',
}


def check(changes):
    """Runs the tool over the good tree with these files replaced; gives status and output."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**TREE, **changes}.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, TOOL, "--root", folder], capture_output=True, text=True,
                              check=False)
        return done.returncode, done.stdout + done.stderr


class CheckArrowsTest(unittest.TestCase):
    def refuses(self, changes, *expected):
        status, output = check(changes)
        self.assertEqual(status, 1, output)
        for text in expected:
            self.assertIn(text, output)

    def test_accepts_the_good_tree(self):
        self.assertEqual(check({}), (0, "4 modules, 3 arrows in use, all drawn\n"))

    def test_include_upwards(self):
        self.refuses({"core/base/bytes.cc": '\n#include "core/hash/sha2.h"\n'},
                     "core/base/bytes.cc:2: includes core/hash", "core/base -> core/hash is not drawn")

    def test_depends_without_arrow(self):
        self.refuses({"app/store/CMakeLists.txt":
                      "undersigned_module(app/store SOURCES store.cc DEPENDS core/hash core/base)\n"},
                     "app/store/CMakeLists.txt:1: DEPENDS core/base")

    def test_include_that_is_not_linked(self):
        self.refuses({"core/hash/CMakeLists.txt": "undersigned_module(core/hash SOURCES sha2.cc)\n"},
                     "core/hash/sha2.h:2: includes core/base, which is missing in DEPENDS")

    def test_verifier_that_links_the_app(self):
        self.refuses({"bin/undersigned-verify/CMakeLists.txt":
                      "undersigned_program(undersigned-verify SOURCES main.cc DEPENDS app/store)\n"},
                     "bin/undersigned-verify/CMakeLists.txt:1: DEPENDS app/store")

    def test_document_that_lets_the_verifier_link_the_app(self):
        self.refuses({"docs/architecture.md": DOCUMENT.replace(
            "bin/undersigned-verify -> core/hash", "bin/undersigned-verify -> app/store")},
            "docs/architecture.md:4: bin/undersigned-verify links only core")

    def test_document_that_lets_the_core_use_the_app(self):
        self.refuses({"docs/architecture.md": DOCUMENT.replace("core/hash -> core/base",
                                                               "core/hash -> core/base, app/store")},
                     "docs/architecture.md:2: core/hash is core and may use only core",
                     "the arrows make a circle")

    def test_circle(self):
        self.refuses({"docs/architecture.md": DOCUMENT.replace("```libraries",
                                                               "```arrows\ncore/base -> core/hash  # no\n```\n```libraries")},
                     "the arrows make a circle: core/hash -> core/base -> core/hash")

    def test_arrow_without_reason(self):
        self.refuses({"docs/architecture.md": DOCUMENT.replace("  # bytes", "")},
                     "docs/architecture.md:2: an arrow reads")

    def test_document_without_arrows(self):
        self.refuses({"docs/architecture.md": "nothing\n"}, "no ```arrows block")

    def test_arrow_that_nothing_uses(self):
        self.refuses({"core/hash/CMakeLists.txt": "undersigned_module(core/hash SOURCES sha2.cc)\n",
                      "core/hash/sha2.h": "#pragma once\n"},
                     "docs/architecture.md:2: nothing uses the arrow core/hash -> core/base")

    def test_input_output_in_the_core(self):
        for header in ("fstream", "chrono", "thread", "random"):
            self.refuses({"core/base/bytes.cc": f"#include <{header}>\n"},
                         f"core/base/bytes.cc:1: <{header}> stays outside the core")

    def test_library_in_another_module(self):
        self.refuses({"core/base/bytes.cc": "#include <sqlite3.h>\n"},
                     "<sqlite3.h> may be included only by app/store")

    def test_unknown_library(self):
        self.refuses({"app/store/store.cc": "#include <curl/curl.h>\n"}, "is no known library")

    def test_core_that_links_a_library(self):
        self.refuses({"core/base/CMakeLists.txt":
                      "undersigned_module(core/base SOURCES bytes.cc LIBRARIES z)\n"},
                     "the core links nothing")

    def test_relative_include(self):
        self.refuses({"core/base/bytes.cc": '#include "bytes.h"\n'}, "write own includes from the root")

    def test_two_targets_in_a_folder(self):
        self.refuses({"core/base/CMakeLists.txt": "undersigned_module(core/base SOURCES bytes.cc)\n"
                                                  "undersigned_module(core/more SOURCES more.cc)\n"},
                     "core/base/CMakeLists.txt:2: a second target in core/base")

    def test_target_with_another_name(self):
        self.refuses({"core/base/CMakeLists.txt": "undersigned_module(core/bass SOURCES bytes.cc)\n"},
                     "the target of this folder is called core/base, not core/bass")

    def test_folder_without_target(self):
        self.refuses({"core/extra/extra.cc": "int x;\n"}, "core/extra/extra.cc:1: belongs to no target")


if __name__ == "__main__":
    unittest.main()
