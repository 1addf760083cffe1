"""One run of everything, one table: python3 run.py BENCH_IMPORT FOLDER [--megabytes 1000] [--seed 1] [--real DATA] [--check]

Generates the files in FOLDER when they are not there, then times, one process each: the splitter alone, the
splitter with simdjson or pugixml, the product selecting a territory, Python selecting the same; the product
loading everything while a search page is asked, Python loading bare tables. --check: only that the checksums
agree and that the generator gives the same bytes again; exit code 1 when not.
"""
import argparse
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = "/usr/bin/python3"  # the one that has lxml (python3-lxml)
TERRITORY = ["59", "62"]


def told(*command, times=1):
    """What a process says of itself; of several runs, the fastest."""
    runs = [json.loads(subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True).stdout) for _ in range(times)]
    return min(runs, key=lambda done: done["seconds"])


def digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def generated(form, options):
    path = options.folder / f"generated-{options.megabytes:g}-{options.seed}.{form}"
    if not path.exists() or options.check:
        before = digest(path) if path.exists() else None
        print(subprocess.run([PYTHON, HERE / "generate.py", form, str(options.megabytes), path, str(options.seed)],
                             check=True, capture_output=True, text=True).stdout, end="")
        if before not in (None, digest(path)):
            sys.exit("the generator gave other bytes for the same seed")
    return path


def line(what, done, size, against):
    print(f"  {what:40s}{done['records'] / done['seconds']:10.0f} rec/s{size / 1e6 / done['seconds']:8.1f} MB/s{done['seconds']:9.3f} s"
          f"{done['cpu_seconds']:9.3f} s CPU{done['peak_mb']:7.0f} MB   {against['seconds'] / done['seconds']:6.2f}"
          f"   {against['cpu_seconds'] / done['cpu_seconds']:6.2f} by CPU")


def selection(form, path, options, python=True):
    size, bench = path.stat().st_size, options.bench
    print(f"\n{form}, {path.name}, {size / 1e6:.1f} MB; ratio = speed against splitter and parser")
    times = 1 if size > 50e6 else 5
    split, parse = told(bench, "split", form, path, times=times), told(bench, "parse", form, path, times=times)
    select = told(bench, "select", path, *TERRITORY, times=times)
    line("splitter alone", split, size, parse)
    line("splitter and " + ("simdjson" if form == "json" else "pugixml"), parse, size, parse)
    line("Clausier, one territory (bar: 0.50)", select, size, parse)
    if not python:
        return True
    peer = told(PYTHON, HERE / "peer.py", form, path, *TERRITORY)
    line("Python " + ("json" if form == "json" else "lxml") + ", same territory", peer, size, parse)
    same = all(select[k] == peer[k] for k in ("records", "chosen", "checksum"))
    print(f"  checksums {'equal' if same else 'DIFFER'}: {select['chosen']} of {select['records']} records, {select['checksum']}")
    return same


def loading(path, options):
    size, data = path.stat().st_size, options.folder / "data"
    print(f"\nfull load, {path.name}; ratio = speed against Python's bare tables")
    shutil.rmtree(data, ignore_errors=True)
    for old in options.folder.glob("peer.sqlite*"):
        old.unlink()
    peer = told(PYTHON, HERE / "peer.py", "load", path, options.folder / "peer.sqlite")
    load = told(options.bench, "load", path, data)
    line("Python json + sqlite3, bare tables", peer, size, peer)
    line("Clausier, everything (bar: 2.00)", load, size, peer)
    print(f"  of which staged in {load['planned_seconds']:.1f} s; {load['chosen']} new contracts; "
          f"a search page meanwhile: median {load['page_p50_ms']:.1f} ms, p99 {load['page_p99_ms']:.1f} ms, {load['pages']} pages")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--megabytes", type=float, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", type=pathlib.Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    files = {form: generated(form, options) for form in ("json", "xml")}
    if options.check:
        files = {form: generated(form, options) for form in ("json", "xml")}
    agreed = [selection(form, path, options) for form, path in files.items()]
    if options.real:
        for path in sorted(options.real.glob("decp-2019-json/*.json")):
            selection("json", path, options, python=False)
    if not options.check:
        loading(files["json"], options)
    return 0 if all(agreed) else 1


sys.exit(main())
