#!/usr/bin/python3
"""The command line as it is documented: keys of every JSON object, exit codes, what is refused.

    commands_test.py BINARY
"""
import concurrent.futures
import csv
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from program import ROOT, SAMPLES, Program  # noqa: E402

PROGRAM = None
SCRATCH = None  # one demonstration for all: tests that write work on a copy
DEMO = None
UNTIL = "2026-06-30"
RECORDED_UNTIL = "2026-07-10T23:59:59Z"
CANAL_1, CANAL_2 = "99900201700013CSNEX25L1", "99900201700013CSNEX25L2"
ERBM_12 = "99900202500016ERBMEX25-12"
TERRACING, BUILDER, GARDENER, STRANGER = "99900301500016", "99900302300010", "99900304900015", "99900303100013"
FACILITATOR = "hugo.lanterne@escaut-modele.example"

CONTRACT_KEYS = ["id", "uid", "buyer", "object", "notified_on", "amount_cents", "followed", "programmes", "lots"]
POSITION_KEYS = ["lot", "worked_until", "recorded_until", "state", "owed_seconds", "due_seconds", "declared_seconds",
                 "counted_seconds", "pending_seconds", "rejected_seconds", "uncountable_seconds", "missing_seconds",
                 "entries_sha256", "rhythm", "proposal", "steps"]
STEP_KEYS = ["id", "rule", "text", "inputs", "result", "unit", "rounding", "legal"]
COUNTS = ["new", "amended", "unchanged", "duplicate", "doubtful", "refused", "skipped"]
FILE_KEYS = ["file", "sha256", "format", "records", *COUNTS, "findings"]
SHEET_KEYS = ["accepted", "file", "sha256", "lot", "month", "firm", "rows", "persons", "declared_seconds", "repairs",
              "findings", "already_received"]
INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z"


def rows_of(name):
    with open(SAMPLES / (name + ".csv"), encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def setUpModule():
    global SCRATCH, DEMO
    SCRATCH = Path(tempfile.mkdtemp(prefix="clausier-cli-"))
    DEMO = PROGRAM.json("demo", "--data", SCRATCH / "data")


def tearDownModule():
    shutil.rmtree(SCRATCH)


class CommandTest(unittest.TestCase):
    def setUp(self):
        self.data = SCRATCH / "data"
        self.work = Path(tempfile.mkdtemp(dir=SCRATCH))

    def run_on(self, data, *words):
        return PROGRAM.run(*words, "--data", data, "--json")

    def json(self, *words):
        return PROGRAM.json(*words, "--data", self.data)

    def refused(self, run, code=1):
        self.assertEqual(run.code, code, run.err)
        self.assertNotEqual(run.err.strip(), "", "a refusal says why")
        self.assertNotIn("[", run.err.split(":")[0], "a message is missing from the catalogue")
        return run.json

    def keys(self, value, expected):
        self.assertEqual(list(value), expected)

    def contract(self, uid):
        return next(c for c in self.json("contracts")["contracts"] if c["uid"] == uid)

    def lot(self, uid, number=None):
        lots = self.contract(uid)["lots"]
        return next(lot["id"] for lot in lots if number is None or lot["number"] == number)

    def copy_of_data(self):
        copy = self.work / "data"
        shutil.copytree(self.data, copy)
        return copy


class Demo(CommandTest):
    def test_says_what_it_loaded_and_gives_fresh_passwords(self):
        self.keys(DEMO, ["contracts", "clauses", "people", "timesheets", "decisions", "closures", "accounts"])
        self.assertEqual(DEMO["clauses"], len(rows_of("clauses")))
        self.assertEqual(DEMO["timesheets"], len(rows_of("timesheets")))
        accounts = DEMO["accounts"]
        self.assertEqual({a["email"] for a in accounts}, {row["email"] for row in rows_of("accounts")})
        self.assertEqual(len({a["password"] for a in accounts}), len(accounts))

    def test_refuses_a_directory_that_is_not_empty(self):
        before = sorted(self.data.rglob("*"))
        self.refused(self.run_on(self.data, "demo"))
        self.assertEqual(sorted(self.data.rglob("*")), before)
        other = self.work / "other"
        other.mkdir()
        (other / "letter.txt").write_text("mine")
        self.refused(self.run_on(other, "demo"))
        self.assertEqual([p.name for p in other.iterdir()], ["letter.txt"])

    def test_clears_away_what_an_interrupted_run_left(self):
        data = self.work / "data"
        (data / ".demo-under-way").mkdir(parents=True)
        (data / ".demo-under-way" / "clausier.sqlite").write_bytes(b"half a base")
        PROGRAM.json("demo", "--data", data)
        self.assertTrue(PROGRAM.json("verify", "--data", data)["ok"])
        self.assertFalse((data / ".demo-under-way").exists())

    def test_a_report_that_cannot_be_written_is_refused_whatever_its_kind(self):
        for kind, extension in (("portfolio", "xlsx"), ("ledger", "csv"), ("ledger", "xlsx")):
            file = self.work / "absent" / f"x.{extension}"
            run = PROGRAM.run("report", "--kind", kind, "--format", extension, "--until", UNTIL, "--output", file, "--data", self.data)
            self.assertEqual(run.code, 1, (kind, extension, run.err))
            self.assertIn("ne peut pas être écrit", run.err)

    def test_gives_the_same_report_bytes_in_two_directories(self):
        other = self.work / "elsewhere"
        PROGRAM.json("demo", "--data", other)
        lot = self.lot(CANAL_1)
        for scope in (["--kind", "portfolio"], ["--kind", "programme", "--programme", "CSNE"], ["--kind", "contract", "--lot", lot]):
            for extension in ("xlsx", "xml", "csv", "json", "html"):
                files = []
                for data in (self.data, other):
                    file = self.work / f"{data.name}.{extension}"
                    PROGRAM.json("report", *scope, "--format", extension, "--until", UNTIL, "--recorded-until", RECORDED_UNTIL,
                                 "--output", file, "--data", data)
                    files.append(file.read_bytes())
                self.assertGreater(len(files[0]), 500)
                self.assertEqual(files[0], files[1], (scope, extension))


class Contracts(CommandTest):
    def test_shows_every_contract_with_its_lots(self):
        printed = self.json("contracts")
        self.keys(printed, ["contracts"])
        for contract in printed["contracts"]:
            self.keys(contract, CONTRACT_KEYS)
            self.keys(contract["buyer"], ["siret", "name"])
            self.assertGreaterEqual(len(contract["lots"]), 1)
            for lot in contract["lots"]:
                self.keys(lot, ["id", "number", "label", "has_clause"])
            for tag in contract["programmes"]:
                self.keys(tag, ["code", "confirmed"])
        canal = self.contract(CANAL_1)
        self.assertEqual(canal["amount_cents"], 2594000000)  # as amended since
        self.assertEqual(canal["programmes"], [{"code": "CSNE", "confirmed": True}])

    def test_filters(self):
        followed = self.json("contracts", "--followed")["contracts"]
        self.assertEqual(len(followed), len(rows_of("follow")))
        canal = self.json("contracts", "--programme", "CSNE", "--followed")["contracts"]
        self.assertEqual({c["uid"] for c in canal}, {r["contract"] for r in rows_of("follow") if r["programme"] == "CSNE"})
        bought = self.json("contracts", "--buyer", "99900202500016")["contracts"]
        self.assertEqual({c["buyer"]["siret"] for c in bought}, {"99900202500016"})
        found = self.json("contracts", "--search", "demolition tour")["contracts"]
        self.assertEqual(len(found), 1)
        self.assertEqual(self.json("contracts", "--search", "zzzzz")["contracts"], [])
        self.assertEqual(self.json("contracts", "--programme", "csne", "--followed")["contracts"], canal)
        unknown = self.refused(self.run_on(self.data, "contracts", "--programme", "CNSE"))
        self.assertIn("CSNE, ERBM, NPNRU", unknown["error"]["message"])
        self.assertEqual(self.run_on(self.data, "contracts", "--buyer", "99900202500017").code, 2)

    def test_an_account_sees_its_own_perimeter(self):
        firm = self.json("contracts", "--as", "paie@terrassements-exemple.example")["contracts"]
        granted = {row["contract"] for row in rows_of("grants") if row["firm_siret"] == TERRACING}
        self.assertEqual({c["uid"] for c in firm}, granted)
        self.refused(self.run_on(self.data, "contracts", "--as", "nobody@nowhere.example"))


class Positions(CommandTest):
    def test_gives_figures_and_steps(self):
        lot = self.lot(CANAL_1)
        printed = self.json("position", "--lot", lot, "--until", UNTIL, "--recorded-until", RECORDED_UNTIL)
        self.keys(printed, POSITION_KEYS)
        self.assertEqual((printed["lot"], printed["worked_until"], printed["recorded_until"]), (lot, UNTIL, RECORDED_UNTIL))
        self.assertEqual(printed["owed_seconds"], 11199 * 3600)
        parts = [printed[key + "_seconds"] for key in ("counted", "pending", "rejected", "uncountable")]
        self.assertEqual(printed["declared_seconds"], sum(parts))
        self.assertTrue(all(parts), "the sample lot has hours of every status")
        known = {step["id"] for step in printed["steps"]}
        self.assertEqual(len(known), len(printed["steps"]))
        for step in printed["steps"]:
            self.keys(step, STEP_KEYS)
            for given in step["inputs"]:
                self.keys(given, ["name", "value", "unit", "from"])
                self.assertTrue(given["from"] in known or re.fullmatch(r".+!.*:\d+", given["from"]), given["from"])
        self.assertIn("Source\u00a0: Hugo LANTERNE, le 17/06/2025 à 11", " ".join(step["text"] for step in printed["steps"]))

    def test_an_earlier_record_knows_less(self):
        lot = self.lot(CANAL_1)
        before = self.json("position", "--lot", lot, "--until", UNTIL, "--recorded-until", "2025-12-31T00:00:00Z")
        after = self.json("position", "--lot", lot, "--until", UNTIL, "--recorded-until", RECORDED_UNTIL)
        self.assertLess(before["declared_seconds"], after["declared_seconds"])

    def test_a_lot_without_clause_owes_null(self):
        lot = next(lot["id"] for c in self.json("contracts")["contracts"] for lot in c["lots"] if not lot["has_clause"])
        printed = self.json("position", "--lot", lot, "--until", UNTIL)
        self.assertEqual(printed["state"], "no_clause")
        self.assertEqual([printed[k] for k in ("owed_seconds", "due_seconds", "missing_seconds")], [None] * 3)
        self.assertEqual(len(printed["steps"]), 1)

    def test_explains_in_words(self):
        run = PROGRAM.run("position", "--lot", self.lot(CANAL_1), "--until", UNTIL, "--explain", "--data", self.data)
        self.assertEqual(run.code, 0)
        self.assertIn("24\u202f180\u202f000,00", run.out)
        self.assertNotIn("[", run.out)

    def test_refuses_an_unknown_lot_and_an_unreadable_date(self):
        for lot in ("0000000000001", "nonsense"):
            self.keys(self.refused(self.run_on(self.data, "position", "--lot", lot, "--until", UNTIL)), ["error"])
        self.assertEqual(self.run_on(self.data, "position", "--lot", self.lot(CANAL_1), "--until", "30/06/2026").code, 2)
        self.assertEqual(self.run_on(self.data, "position", "--until", UNTIL).code, 2)
        self.refused(self.run_on(self.data, "position", "--lot", self.lot(CANAL_1), "--until", "9999-12-31"))


class Imports(CommandTest):
    def test_counts_add_up_and_the_same_file_again_changes_nothing(self):
        data = self.work / "data"
        first = PROGRAM.json("import", SAMPLES / "contracts/avec-defauts.json", SAMPLES / "contracts/erbm.xml", "--data", data)
        self.keys(first, ["dry_run", "import_id", "files"])
        self.assertIsNotNone(first["import_id"])
        for file in first["files"]:
            self.keys(file, FILE_KEYS)
            self.assertEqual(sum(file[c] for c in COUNTS), file["records"])
            for found in file["findings"]:
                self.keys(found, ["code", "severity", "record", "path", "message"])
                self.assertFalse(found["message"].startswith("["), found)
        self.assertEqual(first["files"][0]["refused"], 1)
        again = PROGRAM.json("import", SAMPLES / "contracts/erbm.xml", "--data", data)["files"][0]
        self.assertEqual(again["unchanged"], again["records"])

    def test_a_dry_run_stores_nothing(self):
        data = self.work / "data"
        printed = PROGRAM.json("import", SAMPLES / "contracts/erbm.xml", "--dry-run", "--data", data)
        self.assertEqual((printed["dry_run"], printed["import_id"]), (True, None))
        self.assertGreater(printed["files"][0]["new"], 0)
        self.assertEqual(PROGRAM.json("contracts", "--data", data)["contracts"], [])

    def test_an_option_before_the_file_does_not_swallow_it(self):
        printed = PROGRAM.json("import", "--departments", "59,62", SAMPLES / "contracts/erbm.xml", "--data", self.work / "data")
        self.assertGreater(printed["files"][0]["records"], 0)

    def test_warnings_of_accepted_records_and_reasons_are_listed(self):
        printed = PROGRAM.json("import", SAMPLES / "contracts/avec-defauts.json", "--dry-run", "--data", self.work / "data")
        codes = {finding["code"] for finding in printed["files"][0]["findings"]}
        self.assertIn("record.duplicate", codes)
        self.assertIn("record.social.contradictory", codes)

    def test_filters_skip_records_and_say_so(self):
        printed = PROGRAM.json("import", SAMPLES / "contracts/erbm.xml", "--departments", "01,02", "--data", self.work / "data")
        file = printed["files"][0]
        self.assertEqual(file["skipped"] + file["refused"], file["records"])
        for wrong in ("xx", "59,", "0", "20", "59;62", ",", "96"):
            run = PROGRAM.run("import", SAMPLES / "contracts/erbm.xml", "--departments", wrong, "--data", self.work / "other", "--json")
            self.assertEqual(run.code, 2, wrong)
        self.assertFalse((self.work / "other").exists())

    def test_no_record_of_a_list_vanishes(self):
        for text, records in (('{"marches":[null]}', 1), ('{"marches":[1,"a",null,{}]}', 4), ('{"marches":{"marche":[null,1]}}', 2)):
            file = self.work / "records.json"
            file.write_text(text, encoding="utf-8")
            run = PROGRAM.run("import", file, "--dry-run", "--data", self.work / "data", "--json")
            read = run.json["files"][0]
            self.assertEqual((read["records"], read["refused"]), (records, records), text)

    def test_files_are_called_as_they_were_given(self):
        (self.work / "a").mkdir()
        (self.work / "b").mkdir()
        files = [self.work / "a/same.xml", self.work / "b/same.xml"]
        for file in files:
            shutil.copy(SAMPLES / "contracts/erbm.xml", file)
        printed = PROGRAM.json("import", *files, "--data", self.work / "data")
        self.assertEqual([file["file"] for file in printed["files"]], [str(file) for file in files])

    def test_refuses_what_is_no_decp_file_and_applies_nothing(self):
        whole = (SAMPLES / "contracts/npnru-2024.json").read_bytes()
        bad = {"truncated.json": whole[: len(whole) // 2], "truncated.xml": (SAMPLES / "contracts/erbm.xml").read_bytes()[:-200],
               "empty.json": b"", "binary.csv": bytes(range(256)) * 20, "letter.json": b'{"hello":"world"}'}
        for name, content in bad.items():
            file, data = self.work / name, self.work / ("data-" + name)
            file.write_bytes(content)
            printed = self.refused(self.run_on(data, "import", SAMPLES / "contracts/erbm.xml", file))
            self.keys(printed, ["dry_run", "import_id", "files"])
            self.assertIsNone(printed["import_id"], name)
            self.assertIn("error", [f["severity"] for f in printed["files"][1]["findings"]], name)
            self.assertEqual(PROGRAM.json("contracts", "--data", data)["contracts"], [], name)

    def test_a_refused_file_shows_a_plan_and_says_that_nothing_was_written(self):
        whole = (SAMPLES / "contracts/npnru-2024.json").read_bytes()
        cut = self.work / "coupe.json"
        cut.write_bytes(whole[: len(whole) // 2])
        data = self.work / "data"
        run = PROGRAM.run("import", SAMPLES / "contracts/avec-defauts.json", cut, "--data", data)
        self.assertEqual(run.code, 1)
        counts = [line for line in run.out.splitlines() if not line.startswith("  ")]
        self.assertEqual(len(counts), 2, run.out)
        for line in counts:
            self.assertIn("Prévu, rien n’est écrit", line)
        self.assertNotIn("gardé", run.out + run.err)
        self.assertIn("Rien n’a été importé", run.err)
        self.assertEqual(PROGRAM.json("contracts", "--data", data)["contracts"], [])
        tried = PROGRAM.run("import", SAMPLES / "contracts/erbm.xml", "--dry-run", "--data", data)
        self.assertIn("Prévu, rien n’est écrit", tried.out)
        done = PROGRAM.run("import", SAMPLES / "contracts/erbm.xml", "--data", data)
        self.assertNotIn("Prévu", done.out)

    def test_absent_values_are_null_only_where_the_documented_shape_says_so(self):
        printed = self.run_on(self.work / "data", "import", self.work / "nowhere.json").json
        printed["files"] += PROGRAM.json("import", SAMPLES / "contracts/avec-defauts.json", "--data", self.work / "data")["files"]
        for file in printed["files"]:
            for key in FILE_KEYS:
                self.assertIsInstance(file[key], int if key in ["records", *COUNTS] else list if key == "findings" else str, key)
            for found in file["findings"]:
                for key, value in found.items():
                    self.assertIsInstance(value, int if key == "record" else str, key)

    def test_files_that_cannot_be_opened_are_told_in_words_of_an_import(self):
        doctype = self.work / "doctype.xml"
        doctype.write_text('<?xml version="1.0"?><!DOCTYPE marches [<!ENTITY a "b">]><marches><marche/></marches>')
        (self.work / "folder").mkdir()
        for file, code in ((self.work / "nowhere.json", "file.missing"), (self.work / "folder", "file.directory"),
                           (doctype, "file.decp.doctype")):
            run = self.run_on(self.work / "data", "import", file)
            finding = self.refused(run)["files"][0]["findings"][0]
            self.assertEqual(finding["code"], code)
            for word in ("tableur", "XLSX", "modèle", "relevé"):
                self.assertNotIn(word, finding["message"] + run.err)
        self.assertEqual(self.run_on(self.work / "data", "import").code, 2)

    def test_every_finding_of_a_file_is_told_whatever_their_number(self):
        file = self.work / "many.json"
        file.write_text('{"marches":{"marche":[' + ",".join(["{}"] * 12000) + "]}}")
        printed = PROGRAM.json("import", file, "--dry-run", "--data", self.work / "data")["files"][0]
        self.assertEqual(printed["refused"], 12000)
        errors = [found["record"] for found in printed["findings"] if found["severity"] == "error"]
        self.assertEqual(len(errors), 24000)  # neither buyer nor identity
        self.assertEqual(errors[-1], 12000)


class Timesheets(CommandTest):
    def sheet(self, name, uid, month, *more):
        return [SAMPLES / "timesheets" / name, "--lot", self.lot(uid), "--month", month, *more]

    def test_check_shows_every_fault_of_the_faulty_samples(self):
        for row in rows_of("faulty"):
            lot = self.lot(row["contract"], row["lot"] or None)
            run = self.run_on(self.data, "timesheet", "check", SAMPLES / row["file"], "--lot", lot, "--month", row["month"],
                              "--firm", row["firm_siret"])
            printed = run.json
            self.keys(printed, SHEET_KEYS)
            found = [f["code"] for f in printed["findings"] + printed["repairs"]]
            for code in row["expected_codes"].split(","):
                self.assertIn(code, found, row["file"])
            errors = [f for f in printed["findings"] if f["severity"] == "error"]
            self.assertEqual((run.code, printed["accepted"]), (1, False) if errors else (0, True), row["file"])
            for finding in printed["findings"] + printed["repairs"]:
                self.keys(finding, ["code", "severity", "sheet", "row", "column", "value", "message"])
                self.assertFalse(finding["message"].startswith("["), finding)

    def test_post_declares_once(self):
        data = self.copy_of_data()
        words = ["timesheet", "post", *self.sheet("paysages-du-gabarit/2026-05-erbm-12.ods", ERBM_12, "2026-05")]
        lot = self.lot(ERBM_12)
        fresh = self.work / "juin.csv"
        fresh.write_text("nom;prénom;naissance;heures\nARROSOIR;Pascal;13/08/1968;140,50\n", encoding="utf-8")
        again = self.run_on(data, *words).json
        self.keys(again, SHEET_KEYS + ["timesheet", "entries"])
        self.assertEqual(again["entries"], 0)
        self.assertRegex(again["already_received"], INSTANT)

        before = PROGRAM.json("position", "--lot", lot, "--until", UNTIL, "--data", data)
        post = ["timesheet", "post", fresh, "--lot", lot, "--month", "2026-06", "--firm", GARDENER]
        first = PROGRAM.json(*post, "--data", data)
        self.keys(first, SHEET_KEYS + ["timesheet", "entries"])
        self.assertEqual((first["accepted"], first["entries"], first["already_received"]), (True, 1, None))
        self.assertEqual(first["declared_seconds"], 140 * 3600 + 1800)
        second = PROGRAM.json(*post, "--data", data)
        self.assertEqual((second["entries"], second["timesheet"]), (0, first["timesheet"]))
        self.assertRegex(second["already_received"], INSTANT)
        after = PROGRAM.json("position", "--lot", lot, "--until", UNTIL, "--data", data)
        self.assertEqual(after["declared_seconds"] - before["declared_seconds"], first["declared_seconds"])
        self.assertEqual(after["pending_seconds"] - before["pending_seconds"], first["declared_seconds"])
        self.assertTrue(PROGRAM.json("verify", "--data", data)["ok"])

    def test_post_refuses_a_faulty_file_and_declares_nothing(self):
        data = self.copy_of_data()
        row = next(r for r in rows_of("faulty") if r["file"].endswith("heures-illisibles.csv"))
        lot = self.lot(row["contract"])
        before = PROGRAM.json("position", "--lot", lot, "--until", UNTIL, "--data", data)["entries_sha256"]
        printed = self.refused(self.run_on(data, "timesheet", "post", SAMPLES / row["file"], "--lot", lot, "--month", row["month"],
                                           "--firm", row["firm_siret"]))
        self.assertEqual((printed["accepted"], printed["timesheet"], printed["entries"]), (False, None, 0))
        self.assertEqual(PROGRAM.json("position", "--lot", lot, "--until", UNTIL, "--data", data)["entries_sha256"], before)

    def test_a_file_that_another_replaced_is_known_with_its_date(self):
        data = self.copy_of_data()
        words = ["--lot", self.lot(ERBM_12), "--month", "2026-06", "--firm", GARDENER, "--data", data]
        files = [self.work / "juin.csv", self.work / "juin-corrige.csv"]
        for file, hours in zip(files, ("140,50", "141")):
            file.write_text(f"nom;prénom;naissance;heures\nARROSOIR;Pascal;13/08/1968;{hours}\n", encoding="utf-8")
        first = PROGRAM.json("timesheet", "post", files[0], *words)
        self.assertEqual(PROGRAM.json("timesheet", "post", files[1], *words)["entries"], 1)
        before = PROGRAM.json("position", "--lot", words[1], "--until", UNTIL, "--data", data)["entries_sha256"]
        again = PROGRAM.run("timesheet", "post", files[0], *words, "--json")
        self.assertEqual((again.code, again.json["accepted"], again.json["entries"]), (0, True, 0))
        self.assertEqual(again.json["timesheet"], first["timesheet"])
        self.assertRegex(again.json["already_received"], INSTANT)
        told = PROGRAM.run("timesheet", "post", files[0], *words).out
        self.assertIn("puis remplacé le", told)
        self.assertRegex(PROGRAM.json("timesheet", "check", files[0], *words)["already_received"], INSTANT)
        self.assertEqual(PROGRAM.json("position", "--lot", words[1], "--until", UNTIL, "--data", data)["entries_sha256"], before)

    def test_a_faulty_file_posted_by_several_at_once_is_refused_to_each_in_the_same_words(self):
        data = self.copy_of_data()
        row = next(r for r in rows_of("faulty") if r["file"].endswith("heures-illisibles.csv"))
        words = ["timesheet", "post", SAMPLES / row["file"], "--lot", self.lot(row["contract"]), "--month", row["month"], "--firm",
                 row["firm_siret"]]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            runs = list(pool.map(lambda _: self.run_on(data, *words), range(8)))
        for run in runs:
            self.assertEqual((run.code, run.err), (1, runs[0].err))
            self.assertEqual(run.json, runs[0].json)
            self.assertIn("erreur", run.err)
            self.assertNotIn("page", run.err)

    def test_the_firm_may_be_omitted_when_only_one_declares(self):
        alone = self.sheet("bati-modele-nord/2025-09-erbm-11.csv", "99900202500016ERBMEX25-11", "2025-09")
        self.assertEqual(self.run_on(self.data, "timesheet", "check", *alone).json["firm"], BUILDER)
        several = self.sheet("bati-modele-nord/2025-09-csne-lot-2.xlsx", CANAL_2, "2025-09")
        self.assertEqual(self.run_on(self.data, "timesheet", "check", *several).code, 2)

    def test_refuses_unknown_lots_firms_and_files(self):
        good = self.sheet("bati-modele-nord/2025-09-erbm-11.csv", "99900202500016ERBMEX25-11", "2025-09")
        self.refused(self.run_on(self.data, "timesheet", "check", good[0], "--lot", "0000000000001", "--month", "2025-09"))
        self.refused(self.run_on(self.data, "timesheet", "check", *good, "--firm", STRANGER))
        self.refused(self.run_on(self.data, "timesheet", "check", self.work / "none.csv", *good[1:]))
        self.assertEqual(self.run_on(self.data, "timesheet", "check", good[0], *good[1:3], "--month", "mai").code, 2)


class Reports(CommandTest):
    def test_writes_where_asked_or_under_its_own_name(self):
        printed = self.json("report", "--kind", "portfolio", "--format", "csv", "--until", UNTIL, "--output", self.work / "r.csv")
        self.keys(printed, ["report", "kind", "format", "file", "worked_until", "recorded_until", "size_bytes", "sha256",
                            "entries_sha256"])
        self.assertEqual((self.work / "r.csv").stat().st_size, printed["size_bytes"])
        run = PROGRAM.run("report", "--kind", "programme", "--programme", "CSNE", "--format", "xml", "--until", UNTIL, "--data",
                          self.data, "--json", cwd=self.work)
        self.assertRegex(run.json["file"], r"^[a-zA-Z0-9.-]+\.xml$")
        self.assertTrue((self.work / run.json["file"]).is_file())

    def test_a_file_that_cannot_be_written_and_an_unknown_perimeter_are_refused(self):
        common = ["--format", "csv", "--until", UNTIL]
        self.refused(self.run_on(self.data, "report", "--kind", "portfolio", *common, "--output", self.work / "no/such/r.csv"))
        self.refused(self.run_on(self.data, "report", "--kind", "contract", "--contract", "0000000000001", *common))
        self.refused(self.run_on(self.data, "report", "--kind", "contract", "--lot", "nonsense", *common))
        self.refused(self.run_on(self.data, "report", "--kind", "firm", "--firm", "73282932000074", *common))
        self.refused(self.run_on(self.data, "report", "--kind", "programme", "--programme", "CNSE", *common))
        for wrong in (["--kind", "letter"], ["--output", "-", "--kind", "portfolio"], ["--kind", "contract"], ["--kind", "programme"], ["--kind", "firm"], []):
            self.assertEqual(self.run_on(self.data, "report", *wrong, *common).code, 2, wrong)


class Users(CommandTest):
    def test_add_reset_list(self):
        data = self.work / "data"
        added = PROGRAM.json("user", "add", "--role", "facilitator", "--email", "Camille.Modele@exemple.example", "--organisation",
                             "99900101900010", "--data", data)
        self.keys(added, ["email", "role", "organisation", "link", "expires_at"])
        self.assertEqual((added["email"], added["role"]), ("camille.modele@exemple.example", "facilitator"))
        self.assertRegex(added["expires_at"], INSTANT)
        reset = PROGRAM.json("user", "reset", "--email", "camille.modele@exemple.example", "--data", data)
        self.assertNotEqual(reset["link"], added["link"])
        users = PROGRAM.json("user", "list", "--data", data)["users"]
        self.assertEqual([u["email"] for u in users], ["camille.modele@exemple.example"])
        self.assertEqual((users[0]["has_password"], users[0]["last_sign_in"]), (False, None))
        self.refused(self.run_on(data, "user", "reset", "--email", "nobody@exemple.example"))
        self.refused(self.run_on(data, "user", "add", "--role", "facilitator", "--email", "camille.modele@exemple.example",
                                 "--organisation", "99900101900010"))
        self.assertEqual(self.run_on(data, "user", "add", "--role", "queen", "--email", "q@exemple.example").code, 2)


class Verification(CommandTest):
    def test_says_what_it_checked(self):
        printed = self.json("verify")
        self.keys(printed, ["ok", "checked", "differences"])
        self.keys(printed["checked"], ["entries", "totals", "standings", "originals", "audit"])
        self.assertTrue(printed["ok"])
        kept = printed["checked"].pop("standings")  # none before somebody has looked at a lot
        self.assertGreaterEqual(kept, 0)
        self.assertTrue(all(count > 0 for count in printed["checked"].values()), printed)

    def test_finds_an_original_that_was_changed(self):
        data = self.copy_of_data()
        original = max((p for p in (data / "originals").rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
        original.chmod(0o600)
        original.write_bytes(original.read_bytes()[:-1] + b"?")
        printed = self.run_on(data, "verify")
        self.assertEqual((printed.code, printed.json["ok"], len(printed.json["differences"])), (1, False, 1))


class Usage(CommandTest):
    def test_wrong_usage_answers_2(self):
        for words in ([], ["dance"], ["contracts", "--colour", "red"], ["timesheet"], ["user", "forget"], ["position", "--lot"],
                      ["verify", "stray"], ["serve", "--listen", "nowhere"]):
            run = PROGRAM.run(*words)
            self.assertEqual(run.code, 2, (words, run.err))
            self.assertIn("clausier --help", run.err)

    def test_every_command_has_a_help_with_an_example(self):
        for words in (["serve"], ["demo"], ["import"], ["contracts"], ["timesheet", "check"], ["timesheet", "post"], ["position"],
                      ["report"], ["user", "add"], ["user", "reset"], ["user", "list"], ["verify"]):
            run = PROGRAM.run(*words, "--help")
            self.assertEqual(run.code, 0, words)
            self.assertIn("clausier " + " ".join(words), run.out.split("Exemple")[1], words)
            self.assertNotIn("[cli.", run.out)

    def test_a_missing_base_is_refused_and_not_created(self):
        data = self.work / "nowhere"
        for words in (["contracts"], ["verify"], ["position", "--lot", "0000000000001"], ["user", "list"], ["serve"]):
            self.refused(self.run_on(data, *words))
        self.assertFalse(data.exists())

    def test_runs_from_any_directory_and_with_a_share_given(self):
        run = PROGRAM.run("contracts", "--data", self.data, "--json", cwd="/")
        self.assertEqual(run.code, 0, run.err)
        share = self.work / "share"
        share.mkdir()
        for name, source in (("templates", "templates"), ("migrations", "src/store/migrations"),
                             ("reference", "src/store/reference"), ("samples", "samples")):
            (share / name).symlink_to(ROOT / source)
        self.assertEqual(PROGRAM.run("contracts", "--data", self.data, "--share", share, "--json", cwd="/").code, 0)
        self.assertEqual(PROGRAM.run("contracts", "--data", self.data, "--share", self.work / "none", "--json").code, 1)


class Serving(CommandTest):
    def start(self, data, *words):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen([PROGRAM.binary, "serve", "--data", str(data), "--listen", f"127.0.0.1:{port}", "--json", *words],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        return server, server.stdout.readline(), port

    def test_serves_until_told_to_stop(self):
        server, line, port = self.start(self.data)
        self.assertEqual(line.strip(), f'{{"address":"http://127.0.0.1:{port}","setup_link":null}}')
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            self.assertIn("text/html", answer.headers["Content-Type"])
        taken = PROGRAM.run("serve", "--data", self.data, "--listen", f"127.0.0.1:{port}")
        self.assertEqual(taken.code, 1, taken.err)
        server.send_signal(signal.SIGTERM)
        self.assertEqual(server.wait(timeout=20), 0)

    def test_reads_its_settings_and_offers_the_first_administrator(self):
        empty = self.work / "empty"
        empty.mkdir()
        settings = self.work / "clausier.properties"
        settings.write_text("hosts = registre.exemple.example\nhttps = no\n")
        server, line, port = self.start(empty, "--config", str(settings))
        self.assertIn("setup_link\":\"http://127.0.0.1", line)
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "elsewhere.example"}))
        self.assertEqual(refused.exception.code, 421)
        settings.write_text("colour = red\n")
        self.assertEqual(PROGRAM.run("serve", "--data", empty, "--config", settings).code, 1)
        server.send_signal(signal.SIGINT)
        self.assertEqual(server.wait(timeout=20), 0)


if __name__ == "__main__":
    PROGRAM = Program(sys.argv.pop(1))
    unittest.main(verbosity=2)
