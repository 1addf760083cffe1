#!/usr/bin/python3
"""The work of scripts/run.sh --once: loads the samples when there is no base, writes the reports, says
what the base holds. Every figure printed is read back from the base.

    once.py BINARY DATA
"""
import fcntl
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

# The end of the sample period, and an instant by which all of it was recorded: same samples, same bytes.
UNTIL, RECORDED_UNTIL = "2026-06-30", "2026-07-10T23:59:59Z"
PROGRAMMES = ("NPNRU", "ERBM", "CSNE")
STATES = {"no_clause": "sans clause", "not_started": "pas commencé", "done": "terminé", "ahead": "en avance",
          "on_pace": "dans le rythme", "to_watch": "à surveiller", "late": "en retard", "missed": "échu non atteint"}
NARROW, WIDE = "\u202f", "\u00a0"


class Clausier:
    def __init__(self, binary, data):
        self.binary, self.data = binary, data

    def run(self, *words):
        done = subprocess.run([self.binary, *words, "--data", str(self.data)], stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            sys.exit(done.returncode)  # the program has said why on standard error
        return done.stdout

    def json(self, *words):
        return json.loads(self.run(*words, "--json"))


def load(clausier):
    """True when the samples were loaded now. One at a time; the passwords go to standard error."""
    clausier.data.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(clausier.data.parent, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (clausier.data / "clausier.sqlite").exists():
            return False
        sys.stderr.write(clausier.run("demo"))
        sys.stderr.flush()
        return True
    finally:
        os.close(lock)


def write_reports(clausier, followed):
    reports = clausier.data / "reports"
    reports.mkdir(exist_ok=True)
    questions = {"portefeuille": ["--kind", "portfolio"]}
    questions |= {f"programme-{code.lower()}": ["--kind", "programme", "--programme", code] for code in PROGRAMMES
                  if any(tag["code"] == code for contract in followed for tag in contract["programmes"])}
    if followed:
        questions["marche"] = ["--kind", "contract", "--contract", min(followed, key=lambda c: c["uid"] or "")["id"]]
    written = []
    for name, question in questions.items():
        for extension in ("xlsx", "xml", "csv", "json", "html"):
            file = reports / f"rapport-{name}-{UNTIL}.{extension}"
            clausier.json("report", *question, "--format", extension, "--until", UNTIL, "--recorded-until", RECORDED_UNTIL,
                          "--output", str(file))
            written.append(file)
    return written


def hours(seconds):
    hundredths = (seconds * 100 + 1800) // 3600
    return f"{hundredths // 100:,}".replace(",", NARROW) + f",{hundredths % 100:02d}{WIDE}h"


def counted(numbers):
    return ", ".join(f"{label} {number}" for label, number in numbers)


def summary(clausier, fresh):
    contracts = clausier.json("contracts")["contracts"]
    followed = [contract for contract in contracts if contract["followed"]]
    lots = [lot["id"] for contract in followed for lot in contract["lots"] if lot["has_clause"]]
    positions = [clausier.json("position", "--lot", lot, "--until", UNTIL, "--recorded-until", RECORDED_UNTIL) for lot in lots]
    programmes = Counter(tag["code"] for contract in followed for tag in contract["programmes"] if tag["confirmed"])
    states = Counter(STATES[position["state"]] for position in positions)

    def total(key):
        return hours(sum(position[key + "_seconds"] or 0 for position in positions))

    reports = write_reports(clausier, followed)
    check = clausier.json("verify")
    checked = check["checked"]
    source = "jeu d’exemple chargé à l’instant" if fresh else "déjà là, laissée telle quelle"
    return check["ok"], [
        f"Base{WIDE}: {clausier.data}/clausier.sqlite ({source})",
        f"Marchés{WIDE}: {len(contracts)}, dont {len(followed)} suivis ({counted(sorted(programmes.items()))})",
        f"Clauses{WIDE}: {len(lots)} lots, {total('owed')} d’insertion dues au total",
        f"Au 30/06/2026{WIDE}: {total('due')} dues, {total('missing')} manquantes",
        f"Heures déclarées{WIDE}: {total('declared')}",
        f"  comptées {total('counted')}, en attente {total('pending')}, écartées {total('rejected')}, "
        f"non valorisables {total('uncountable')}",
        f"Lots{WIDE}: {counted((state, number) for state, number in states.most_common())}",
        f"Rapports{WIDE}: {len(reports)} fichiers (Excel, XML, CSV, JSON, page à imprimer) dans {reports[0].parent}/",
        f"Contrôle{WIDE}: {checked['entries']} écritures, {checked['totals']} totaux, {checked['originals']} originaux, "
        f"{checked['audit']} événements{NARROW}; " + ("aucune différence" if check["ok"] else "DIFFÉRENCES, voir clausier verify"),
        f"Pour voir le site{WIDE}: scripts/run.sh",
    ]


def main():
    clausier = Clausier(sys.argv[1], Path(sys.argv[2]))
    fresh = load(clausier)
    sound, lines = summary(clausier, fresh)
    print("\n".join(lines))
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
