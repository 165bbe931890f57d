"""tools/check_house must refuse each kind of untidiness, and name the line."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[2] / "tools" / "check_house"


def check(files):
    """Runs the tool over a tree of these files; gives status and output."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, TOOL, "--root", folder], capture_output=True, text=True,
                              check=False)
        return done.returncode, done.stdout + done.stderr


def function(lines, signature="int f(int a) {"):
    return signature + "\n" + "  a += 1;\n" * (lines - 2) + "}\n"


class CheckHouseTest(unittest.TestCase):
    def accepts(self, name, text):
        status, output = check({name: text})
        self.assertEqual(status, 0, output)

    def refuses(self, name, text, expected):
        status, output = check({name: text})
        self.assertEqual(status, 1, output)
        self.assertIn(expected, output)

    def test_length_of_functions(self):
        self.accepts("core/a.cc", "namespace a {\n" + function(70) + function(70) + "}\n")
        self.refuses("core/a.cc", "namespace a {\n" + function(70) + function(71) + "}\n",
                     "core/a.cc:72: a function of 71 lines")

    def test_length_of_methods(self):
        method = function(72, "  T f(int a) const override {")
        self.refuses("core/a.cc", "struct S : public B<int(int)> {\n  int b = 0;\n" + method + "};\n",
                     "core/a.cc:3: a function of 72 lines")

    def test_own_header_first(self):
        header = {"core/a.h": "// What a is for.\n#pragma once\n"}
        own, other = '#include "core/a.h"\n', "#include <vector>\n"
        self.assertEqual(check(header | {"core/a.cc": "// Why.\n" + own + other})[0], 0)
        for text, line in (("// Why.\n" + other + own, 2), ("int a;\n", 1)):
            status, output = check(header | {"core/a.cc": text})
            self.assertEqual(status, 1)
            self.assertIn(f"core/a.cc:{line}: include core/a.h first", output)

    def test_signature_counts(self):
        self.refuses("core/a.cc", "int f(int a,\n" + function(70, "      int b) {"),
                     "core/a.cc:1: a function of 71 lines")

    def test_long_tables_classes_and_namespaces_are_no_functions(self):
        self.accepts("core/a.cc", "constexpr int k[] = {\n" + "    1,\n" * 90 + "};\n")
        self.accepts("core/a.cc", "class A {\n" + "  int f() { return 1; }\n" * 90 + "};\n")
        self.accepts("core/a.cc", "namespace a::b {\n" + "int f();\n" * 90 + "}\n")

    def test_braces_in_strings_and_comments(self):
        noise = "  a('{'); b(\"}}\"); // }\n  /* } */ c(R\"(}})\"); d(1'000'000);\n" * 35
        self.refuses("core/a.cc", "int f() {\n" + noise + "}\n", "core/a.cc:1: a function of 72 lines")

    def test_length_of_python_functions(self):
        self.refuses("tools/a", "#!/usr/bin/env python3\ndef f(a):\n" + "    a += 1\n" * 70,
                     "tools/a:2: a function of 71 lines")

    def test_length_of_files(self):
        self.accepts("core/a.cc", "int a;\n" * 700)
        self.refuses("core/a.cc", "int a;\n" * 701, "core/a.cc:701: 701 lines")

    def test_notes_of_work(self):
        self.refuses("x", "# " + "TO" + "DO later\n", "x:1: a note of work")
        self.refuses("core/a.cc", "// " + "FIX" + "ME\n", "core/a.cc:1: a note of work")

    def test_headers(self):
        self.accepts("core/a.h", "// For a.\n#pragma once\n")
        self.refuses("core/a.h", "// For a.\n#ifndef A\n#define A\n#endif\n", "no #pragma once")
        self.refuses("core/a.h", "#pragma once\n", "opens with a comment")

    def test_white_space(self):
        self.refuses("core/a.cc", "int\ta;\n", "core/a.cc:1: a tab")
        self.refuses("core/a.cc", "int a; \n", "core/a.cc:1: spaces at the end")
        self.refuses("core/a.cc", "int a;", "core/a.cc:1: no newline")

    def test_data_is_not_code(self):
        self.accepts("tests/fuzz/corpus/json/1", "\t{ ")


if __name__ == "__main__":
    unittest.main()
