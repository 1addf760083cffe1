"""What Python does with the same files: python3 peer.py json|xml FILE DEPARTMENT… , or load FILE BASE.

Selects the contracts of the departments with `json` or `lxml` and prints how many there are with a checksum
over id, department and amount; or loads the contracts, their holders and amendments into bare SQLite tables.
"""
import json
import re
import sqlite3
import sys
import time
import unicodedata
import zlib

ABSENT = {"", "NC", "NaN", "None", "null"}


def repaired(text):
    """Quotes inside an object that nobody escaped."""
    found = re.search(r'("objet":\s*")(.*?)("\s*,\s*"[A-Za-z]+"\s*:)', text, re.S)
    inside = found.group(2).replace('\\"', '"').replace('"', '\\"').replace("\n", "\\n")
    return text[:found.start(2)] + inside + text[found.end(2):]


def json_records(path):
    """The file is indented: a record ends on a line of its own. json alone would hold it whole, and refuse it."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith('"marche"'):
                break
        record = []
        for line in lines:
            record.append(line)
            if not line.startswith("    }"):
                continue
            text = "".join(record).rstrip(",\n")
            record.clear()
            try:
                yield json.loads(text), len(text)
            except ValueError:
                yield json.loads(repaired(text)), len(text)


def plain(element):
    if not len(element):
        return element.text or ""
    out = {}
    for child in element:
        value = plain(child)
        if child.tag not in out:
            out[child.tag] = value
        elif isinstance(out[child.tag], list):
            out[child.tag].append(value)
        else:
            out[child.tag] = [out[child.tag], value]
    return out


def xml_records(path):
    from lxml import etree
    for _, element in etree.iterparse(path, tag="marche", recover=True, huge_tree=True):
        yield plain(element), 0
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def department_of(place):
    kind = "".join(c for c in unicodedata.normalize("NFD", place.get("typeCode", "").lower()) if not unicodedata.combining(c))
    code = place.get("code", "")
    if kind in ("code pays", "code region") or not code:
        return ""
    if kind != "code departement":
        if code[:2] in ("97", "98"):
            code = code[:3]
        elif code.startswith("20"):
            code = "2A" if code[2] in "01" else "2B"
        else:
            code = code[:2]
    return code


def cents_of(amount):
    return -1 if amount is None or str(amount) in ABSENT or amount != amount else round(float(amount) * 100)


def select(records, departments):
    chosen = checksum = read = 0
    for record, _ in records:
        read += 1
        department = department_of(record.get("lieuExecution") or {})
        if department not in departments:
            continue
        chosen += 1
        checksum += zlib.crc32(f"{record['id']}|{department}|{cents_of(record.get('montant'))}".encode())
    return {"records": read, "chosen": chosen, "checksum": checksum}


TABLES = """
CREATE TABLE contracts (id INTEGER PRIMARY KEY, source_id TEXT, buyer TEXT, buyer_name TEXT, nature TEXT, object TEXT, cpv TEXT, procedure TEXT,
  place_code TEXT, place_kind TEXT, department TEXT, months INTEGER, notified_on TEXT, published_on TEXT, cents INTEGER, ccag TEXT, social TEXT);
CREATE TABLE parties (contract_id INTEGER, rank INTEGER, type TEXT, identifier TEXT, name TEXT);
CREATE TABLE amendments (contract_id INTEGER, rank INTEGER, number TEXT, notified_on TEXT, cents INTEGER, object TEXT);
"""


def items(value, wrapper):
    value = value.get(wrapper) if isinstance(value, dict) and wrapper in value else value
    listed = value if isinstance(value, list) else [value] if value else []
    return [v.get(wrapper, v) for v in listed if isinstance(v, dict) and isinstance(v.get(wrapper, v), dict)]


def load(path, base):
    c = sqlite3.connect(base)
    c.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + TABLES)
    contracts, parties, amendments, read = [], [], [], 0

    def flush():
        c.executemany("INSERT INTO contracts VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", contracts)
        c.executemany("INSERT INTO parties VALUES (?,?,?,?,?)", parties)
        c.executemany("INSERT INTO amendments VALUES (?,?,?,?,?,?)", amendments)
        c.commit()
        for rows in (contracts, parties, amendments):
            rows.clear()
    for record, _ in json_records(path):
        read += 1
        buyer, place = record.get("acheteur") or {}, record.get("lieuExecution") or {}
        social = record.get("considerationsSociales") or {}
        contracts.append((read, record["id"], buyer.get("id"), buyer.get("nom"), record.get("nature"), record.get("objet"), record.get("codeCPV"),
                          record.get("procedure"), place.get("code"), place.get("typeCode"), department_of(place), str(record.get("dureeMois")),
                          record.get("dateNotification"), record.get("datePublicationDonnees"), cents_of(record.get("montant")), record.get("ccag"),
                          str(social.get("considerationSociale", ""))))
        for rank, holder in enumerate(items(record.get("titulaires"), "titulaire")):
            parties.append((read, rank, holder.get("typeIdentifiant"), holder.get("id"), holder.get("denominationSociale")))
        for rank, change in enumerate(items(record.get("modifications"), "modification")):
            change = change.get("modification", change)
            amendments.append((read, rank, str(change.get("id")), change.get("dateNotificationModification"), cents_of(change.get("montant")),
                               change.get("objetModification")))
        if len(contracts) >= 10_000:
            flush()
    flush()
    return {"records": read}


def peak_megabytes():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def main():
    kind, path, rest = sys.argv[1], sys.argv[2], sys.argv[3:]
    start = time.perf_counter()
    done = load(path, rest[0]) if kind == "load" else select(json_records(path) if kind == "json" else xml_records(path), set(rest))
    done["seconds"] = time.perf_counter() - start
    done["cpu_seconds"] = time.process_time()
    done["peak_mb"] = peak_megabytes()
    print(json.dumps(done))


main()
