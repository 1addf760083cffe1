#!/usr/bin/python3
"""Memory does not grow with the file that is imported: JSON and XML of 20 MB and of 200 MB, made here.

    import_memory_test.py BINARY
"""
import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True

BINARY = None
MEGABYTE = 1_000_000
PEAK_MAX = 200 * MEGABYTE
PAGE_CACHES = (32 + 64) * 1024 * 1024  # of the reading and the writing connection: they fill, then stay as they are

CONTRACT = {
    "id": "M@", "acheteur": {"id": "99900201700013"}, "nature": "Marché",
    "objet": "Réfection de la halle d’exemple, tranche @. " + "Travaux de couverture et de serrurerie. " * 8,
    "codeCPV": "45000000-7", "techniques": {"technique": ["Sans objet"]},
    "modalitesExecution": {"modaliteExecution": ["Sans objet"]}, "marcheInnovant": False, "ccag": "Travaux",
    "offresRecues": 3, "attributionAvance": False, "typeGroupementOperateurs": "Pas de groupement",
    "sousTraitanceDeclaree": False, "procedure": "Procédure adaptée",
    "lieuExecution": {"code": "59350", "typeCode": "Code commune"}, "dureeMois": 12, "dateNotification": "2025-05-19",
    "datePublicationDonnees": "2025-06-05", "montant": 100000, "typesPrix": {"typePrix": ["Définitif révisable"]},
    "formePrix": "Forfaitaire", "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "99900301500016"}}],
    "considerationsSociales": {"considerationSociale": ["Clause sociale"]},
    "considerationsEnvironnementales": {"considerationEnvironnementale": ["Pas de considération environnementale"]},
}


def xml_of(value, name):
    if isinstance(value, dict):
        return f"<{name}>" + "".join(xml_of(inner, key) for key, inner in value.items()) + f"</{name}>"
    if isinstance(value, list):  # JSON wraps each item in an object, or the list in one: XML repeats the element
        return "".join(xml_of(next(iter(item.values())) if isinstance(item, dict) else item,
                              next(iter(item)) if isinstance(item, dict) else name) for item in value)
    return f"<{name}>{json.dumps(value) if isinstance(value, bool) else value}</{name}>"


FORMATS = {
    "json": ('{"marches":{"marche":[', json.dumps(CONTRACT, ensure_ascii=False), ",", "]}}"),
    "xml": ("<marches>", xml_of(CONTRACT, "marche"), "\n", "</marches>"),
}


def make(file, kind, size):
    """Contracts of the same shape, each with its own number, until the size is reached; returns how many."""
    beginning, contract, separator, end = FORMATS[kind]
    contracts = 0
    with open(file, "w", encoding="utf-8", buffering=MEGABYTE) as out:
        written = out.write(beginning)
        while written < size:
            contracts += 1
            written += out.write((separator if contracts > 1 else "") + contract.replace("@", str(contracts)))
        out.write(end)
    return contracts


def peak_of(words):
    """Runs a program: its exit code, what it printed and its largest resident set, in bytes."""
    with tempfile.TemporaryFile() as out:
        child = os.posix_spawn(words[0], words, os.environ,
                               file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
        _, status, usage = os.wait4(child, 0)
        out.seek(0)
        return os.waitstatus_to_exitcode(status), out.read().decode(), usage.ru_maxrss * 1024


class ImportMemory(unittest.TestCase):
    def peak_of_plan(self, kind, size):
        """Every record is read, normalised and planned; those outside the department are left out, each with its row."""
        with tempfile.TemporaryDirectory(prefix="clausier-memory-") as scratch:
            file = Path(scratch) / ("contracts." + kind)
            contracts = make(file, kind, size)
            code, printed, peak = peak_of([BINARY, "import", str(file), "--dry-run", "--departments", "01", "--json",
                                           "--data", str(Path(scratch) / "data")])
            self.assertEqual(code, 0, printed)
            self.assertEqual(json.loads(printed)["files"][0]["skipped"], contracts)
            return peak

    def test_memory_stays_under_the_limit_and_does_not_grow_with_the_file(self):
        for kind in FORMATS:
            small, large = self.peak_of_plan(kind, 20 * MEGABYTE), self.peak_of_plan(kind, 200 * MEGABYTE)
            print(f"{kind}: 20 MB read in {small // MEGABYTE} MB, 200 MB in {large // MEGABYTE} MB", file=sys.stderr)
            self.assertLess(large, PEAK_MAX, kind)
            self.assertLess(large - small, PAGE_CACHES, kind)


if __name__ == "__main__":
    BINARY = sys.argv.pop(1)
    unittest.main()
