#!/usr/bin/python3
"""Writes samples/: fictive contracts, scenario tables and twelve months of timesheets.

The same seed gives the same bytes: run again, the script changes nothing.

    scripts/make-samples.py [--output DIR]      (DIR defaults to samples/)
"""
import argparse
import shutil
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from sample_files import contracts, faulty, readme, tables, timesheets  # noqa: E402


def write_all(output: Path) -> None:
    for folder in ("contracts", "timesheets"):
        shutil.rmtree(output / folder, ignore_errors=True)
    files = {}
    files.update(contracts.files())
    sheets = timesheets.all_timesheets()
    files.update({sheet.path: sheet.content for sheet in sheets})
    files.update(faulty.files())
    files.update(tables.files(sheets))
    files["README.md"] = readme.text().encode()
    for path, content in files.items():
        target = output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent.parent / "samples")
    write_all(parser.parse_args().output)


if __name__ == "__main__":
    main()
