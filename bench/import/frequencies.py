"""Shapes and defects of real DECP files, counted: python3 frequencies.py DATA_FOLDER > frequencies.json

Only counts leave this script, never a record. What cannot be counted on the files at hand (defects that
the ministry's own clean-up scripts know) is under "declared", with a rate chosen to be seen.
"""
import collections
import json
import pathlib
import re
import sys

DECLARED = {
    "quotes_unescaped": 0.002, "number_not_a_number": 0.001, "holders_destroyed": 0.001, "control_byte": 0.002,
    "modification_wrapped_twice": 0.001, "singleton_for_list": 0.01, "not_communicated": 0.005, "clause": 0.07,
    "criterion": 0.05, "reserved": 0.01, "contradictory": 0.002, "subcontracting": 0.03,
}


def key_passes(siret):
    if not re.fullmatch(r"\d{14}", siret):
        return False
    if siret.startswith("356000000") and sum(map(int, siret)) % 5 == 0:
        return True
    digits = [int(c) * (2 if i % 2 == 0 else 1) for i, c in enumerate(siret)]
    return sum(d - 9 if d > 9 else d for d in digits) % 10 == 0


def records_of(folder):
    for path in sorted((folder / "decp-2019-json").glob("*.json")) + sorted((folder / "decp-2022-json").glob("meg*.json")):
        root = json.loads(path.read_text(encoding="utf-8"))["marches"]
        yield from root.get("marche", []) if isinstance(root, dict) else root


def holders_of(record):
    found = record.get("titulaires") or []
    return [h.get("titulaire", h) for h in found if isinstance(h, dict)]


def counts(records):
    n, labels, seen = collections.Counter(), collections.defaultdict(collections.Counter), collections.Counter()
    for r in records:
        n["records"] += 1
        buyer, place, text = r.get("acheteur") or {}, r.get("lieuExecution") or {}, r.get("objet") or ""
        labels["nature"][r.get("nature")] += 1
        labels["procedure"][r.get("procedure")] += 1
        labels["place_kind"][place.get("typeCode")] += 1
        labels["department"][str(place.get("code") or "")[:2]] += 1
        labels["object_words"][min(60, len(text.split()))] += 1
        labels["holders"][min(6, len(holders_of(r)))] += 1
        labels["modifications"][min(4, len(r.get("modifications") or []))] += 1
        labels["amount_digits"][len(str(int(float(r.get("montant") or 0))))] += 1
        labels["months"][str(r.get("dureeMois"))] += 1
        for h in holders_of(r):
            identifier = str(h.get("id") or "")
            n["holders"] += 1
            n["holder_key_fails"] += not key_passes(identifier.strip())
            n["holder_siren_only"] += len(identifier) == 9
            n["holder_zero_lost"] += len(identifier) == 13 and key_passes("0" + identifier)
            n["holder_blank_around"] += identifier != identifier.strip()
        identity = (buyer.get("id"), r.get("id"))
        n["repeated"] += seen[identity] > 0
        seen[identity] += 1
        n["id_meaningless"] += not (r.get("id") or "").strip("0")
        n["notified_missing"] += not r.get("dateNotification")
        n["published_missing"] += not r.get("datePublicationDonnees")
        n["date_with_offset"] += bool(re.search(r"\d[+-]\d\d:\d\d$|Z$", r.get("dateNotification") or ""))
        n["amount_zero"] += r.get("montant") in (0, "0", "0.00")
        n["amount_as_text"] += isinstance(r.get("montant"), str)
        n["amount_no_maximum"] += r.get("montant") == 999999999
        n["duration_missing"] += not r.get("dureeMois")
        n["duration_as_text"] += isinstance(r.get("dureeMois"), str)
        cpv = str(r.get("codeCPV") or "")
        n["cpv_with_key"] += "-" in cpv
        n["cpv_zero_lost"] += len(cpv) == 7
        n["cpv_missing"] += not cpv
        n["encoding_lost"] += "\ufffd" in text
        n["html"] += bool(re.search(r"<br ?/?>|&#?\w+;", text))
        n["line_break_inside"] += "\n" in text
        n["question_mark_inside"] += bool(re.search(r"\w\?\w", text))
        n["object_cut"] += len(text) == 256
        n["buyer_name_missing"] += not buyer.get("nom")
        n["unknown_fields"] += any(k in r for k in ("source", "uuid", "db_id"))
    return n, labels


def main():
    n, labels = counts(records_of(pathlib.Path(sys.argv[1])))
    rates = {k: round(v / n["holders" if k.startswith("holder_") else "records"], 5)
             for k, v in sorted(n.items()) if k not in ("records", "holders")}
    kept = {k: {str(label): count for label, count in table.most_common(25) if label not in (None, "")}
            for k, table in sorted(labels.items())}
    json.dump({"measured_on_records": n["records"], "rates": rates, "declared": DECLARED, "labels": kept},
              sys.stdout, ensure_ascii=False, indent=1)
    print()


main()
