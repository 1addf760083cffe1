#!/usr/bin/python3
"""What scripts/run.sh --once does: samples loaded, reports written, ten lines, and again at once.

    once_test.py BINARY
"""
import shutil
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import report_figures  # noqa: E402
from program import ROOT, Program  # noqa: E402

BINARY = None


class Once(unittest.TestCase):
    def test_loads_reports_and_says_so_in_ten_lines(self):
        with tempfile.TemporaryDirectory() as scratch:
            data = Path(scratch) / "some" / "data"
            first = self.once(data)
            self.assertIn("chargé à l’instant", first.stdout)
            self.assertIn("administration@clausier.example", first.stderr)
            self.assert_figures_of_the_base(first.stdout, data)
            reports = {file.name: file.read_bytes() for file in (data / "reports").iterdir()}
            self.assertEqual(len(reports), 25)  # portfolio, three programmes, one contract, in five formats
            self.assert_forms_say_the_same(data)

            again = self.once(data)
            self.assertIn("déjà là", again.stdout)
            self.assertNotIn("administration@clausier.example", again.stderr)
            self.assertEqual({file.name: file.read_bytes() for file in (data / "reports").iterdir()}, reports)

    def once(self, data):
        done = subprocess.run(["/usr/bin/python3", ROOT / "scripts/once.py", BINARY, data], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 10, done.stdout)
        return done

    def assert_figures_of_the_base(self, text, data):
        program = Program(BINARY)
        contracts = program.json("contracts", "--followed", "--data", data)["contracts"]
        lots = [lot["id"] for contract in contracts for lot in contract["lots"] if lot["has_clause"]]
        seconds = sum(program.json("position", "--lot", lot, "--until", "2026-06-30", "--data", data)["counted_seconds"]
                      for lot in lots)
        hundredths = seconds // 36
        shown = f"{hundredths // 100:,}".replace(",", "\u202f") + f",{hundredths % 100:02d}\u00a0h"
        self.assertIn(f"comptées {shown}", text)
        self.assertIn(f"dont {len(contracts)} suivis", text)

    def assert_forms_say_the_same(self, data):
        """Each figure of the XML beside `position --json`, then each cell and each field beside the XML."""
        program, figures = Program(BINARY), Counter()
        for file in sorted((data / "reports").glob("*.xml")):
            with self.subTest(report=file.stem):
                xml = report_figures.XmlReport(file)
                figures["position"] += report_figures.check_positions(self, xml, program, data)
                figures["xlsx"] += report_figures.check_workbook(self, xml, file.with_suffix(".xlsx"))
                figures["csv"] += report_figures.check_csv(self, xml, file.with_suffix(".csv"))
                self.assert_json_of(file)
        print("figures compared:", dict(figures), file=sys.stderr)
        self.assertGreater(figures["position"], 150)
        self.assertGreater(figures["xlsx"], 3_000)
        self.assertGreater(figures["csv"], 5_000)

    def assert_json_of(self, file):
        with tempfile.TemporaryDirectory() as pair:
            for form in ("xml", "json"):
                shutil.copy(file.with_suffix("." + form), Path(pair) / ("report." + form))
            done = subprocess.run([sys.executable, ROOT / "tests/compare_report_forms.py", pair], stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    BINARY = str(Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=2)
