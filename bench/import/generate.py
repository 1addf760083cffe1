"""A generated national file of contracts: shapes and defects of real DECP at the rates of frequencies.json.

  python3 generate.py json|xml MEGABYTES FILE [SEED]

Everything in it is drawn: no buyer, firm or contract of the file exists, and the file says so itself. The
same seed and size give the same bytes.
"""
import bisect
import collections
import itertools
import json
import pathlib
import random
import sys
from json.encoder import encode_basestring
from xml.sax.saxutils import escape

FREQUENCIES = json.loads((pathlib.Path(__file__).parent / "frequencies.json").read_text(encoding="utf-8"))
RATES = {**FREQUENCIES["rates"], **FREQUENCIES["declared"]}
COMMON = ("travaux de la du des pour et fourniture maintenance construction réhabilitation lot marché services prestations maîtrise "
          "œuvre logements école rénovation voirie entretien bâtiments accord cadre mission aménagement nettoyage transport mobilier "
          "démolition énergétique assainissement espaces verts électricité chauffage gros menuiseries peinture couverture étanchéité "
          "terrassement canal écluse pont réseaux eau potable informatique logiciel restauration scolaire hôpital assurance études").split()
SYLLABLES = "ba cor di fen gri hau ler mo nan pel qui ra sou tri ver zel".split()
DIVISIONS = "45 71 79 50 90 33 30 44 34 72 98 15 55 77 85".split()
ACCENTS = str.maketrans({c: "\ufffd" for c in "éèêàùîôçœÉ"})


class Drawn:
    """Draws among labels by their counts."""

    def __init__(self, rng, counts):
        self.rng, self.labels = rng, list(counts)
        self.bounds = list(itertools.accumulate(counts.values()))

    def __call__(self):
        return self.labels[bisect.bisect(self.bounds, self.rng.random() * self.bounds[-1])]


class Verbatim(str):
    """Written as it is: what no JSON writer would write."""


def siret(number):
    digits = f"999{number:06d}{number % 97:04d}"
    doubled = sum((d * 2 - 9 if d > 4 else d * 2) if i % 2 == 0 else d for i, d in enumerate(map(int, digits)))
    return digits + str(-doubled % 10)


class Contracts:
    def __init__(self, seed):
        self.rng = rng = random.Random(seed)
        self.made = collections.Counter()  # how many times each shape or defect was drawn
        self.buyers = [(siret(i), f"Acheteur généré {self.made_up()} {i}") for i in range(12_000)]
        self.firms = [(siret(200_000 + i), f"{self.made_up().upper()} {self.made_up().upper()}") for i in range(90_000)]
        self.rare = [self.made_up() for _ in range(60_000)]
        labels = FREQUENCIES["labels"]
        self.nature, self.procedure, self.kind = (Drawn(rng, labels[k]) for k in ("nature", "procedure", "place_kind"))
        self.words, self.months, self.digits = (Drawn(rng, labels[k]) for k in ("object_words", "months", "amount_digits"))
        self.holders, self.changes = Drawn(rng, labels["holders"]), Drawn(rng, labels["modifications"])
        everywhere = {f"{d:02d}": 100 for d in range(1, 96) if d != 20}
        measured = {k: v for k, v in labels["department"].items() if k.isdigit() and k != "97"}
        self.department = Drawn(rng, {**everywhere, **measured, "971": 100, "974": 200, "2A": 40, "2B": 40})
        self.recent, self.rank = [], 0

    def chance(self, rate):
        drawn = self.rng.random() < RATES[rate]
        self.made[rate] += drawn
        return drawn

    def made_up(self):
        return "".join(self.rng.choice(SYLLABLES) for _ in range(self.rng.randrange(2, 6)))

    def skewed(self, items):
        """Low ranks come much more often, rank r about as 1 / r."""
        return items[min(len(items) - 1, int(len(items) ** self.rng.random()) - 1)]

    def object_text(self):
        text = " ".join(self.skewed(self.rare) if self.rng.random() < 0.33 else self.rng.choice(COMMON) for _ in range(int(self.words())))
        text = text[:1].upper() + text[1:]
        if self.chance("encoding_lost"):
            text = text.translate(ACCENTS)
        if self.chance("html"):
            text = text.replace(" ", "<br />", 1) + " &amp; r&#8217;abords"
        if self.chance("line_break_inside"):
            text = text.replace(" ", "\n", 1)
        if self.chance("question_mark_inside"):
            text += " Pas?de?Calais"
        if self.chance("control_byte"):
            text += " l\u0092ouvrage"
        return text

    def day(self, years=None):
        return f"{self.rng.choice(years or range(2018, 2027))}-{self.rng.randrange(1, 13):02d}-{self.rng.randrange(1, 29):02d}"

    def amount(self):
        if self.chance("amount_zero"):
            return 0
        if self.chance("amount_no_maximum"):
            return 999999999
        size = max(1, int(self.digits()))
        amount = self.rng.randrange(10 ** (size - 1), 10 ** size)
        if self.rng.random() < 0.4:
            amount += self.rng.randrange(1, 100) / 100
        return f"{amount:.2f}" if self.chance("amount_as_text") else amount

    def holder(self, named):
        identifier, name = self.skewed(self.firms)
        if self.chance("holder_siren_only"):
            identifier = identifier[:9]
        elif self.chance("holder_key_fails"):
            identifier = identifier[:13] + str((int(identifier[13]) + 3) % 10)
        if self.chance("holder_blank_around"):
            identifier = "   " + identifier
        holder = {"typeIdentifiant": "SIRET", "id": identifier}
        return {**holder, "denominationSociale": name} if named else holder

    def cpv(self):
        code = self.rng.choice(DIVISIONS) + f"{self.rng.randrange(100, 999)}000"
        if self.chance("cpv_missing"):
            return ""
        if self.chance("cpv_zero_lost"):
            return "9132100"
        return code + "-" + str(self.rng.randrange(10)) if self.chance("cpv_with_key") else code

    def place(self, named):
        kind, department = self.kind(), self.department()
        folded = kind.lower()
        code = "FR" if "pays" in folded else "32" if "gion" in folded else department
        if "postal" in folded or "commune" in folded:
            start = {"2A": "20", "2B": "202"}.get(department, department) if "postal" in folded else department
            code = start + f"{self.rng.randrange(10, 60) * 10:03d}"[-(5 - len(start)):]
        return {"code": code, "typeCode": kind, **({"nom": "Lieu-" + code} if named else {})}

    def considerations(self):
        chosen = [label for rate, label in (("clause", "Clause sociale"), ("criterion", "Critère social"), ("reserved", "Marché réservé"))
                  if self.chance(rate)]
        if not chosen or self.chance("contradictory"):
            chosen.append("Pas de considération sociale")
        return {"considerationSociale": chosen[0] if self.chance("singleton_for_list") else chosen}

    def draw(self):
        """A record; now and then one of the last ones again, as it was or amended."""
        if self.recent and self.chance("repeated"):
            again = dict(self.rng.choice(self.recent))
            if self.rng.random() < 0.5:
                again["modifications"] = [self.modification(1)]
            return again
        record = self.record_of_2022() if self.rng.random() < 0.6 else self.record_of_2019()
        self.recent.append(record)
        if len(self.recent) > 5_000:
            self.recent[self.rng.randrange(5_000)] = self.recent.pop()
        return record

    def common(self, named, year):
        self.rank += 1
        buyer, name = self.skewed(self.buyers)
        record = {"id": "000" if self.chance("id_meaningless") else f"{year}{self.rank:08d}00", "_type": "Marché",
                  "acheteur": {"id": buyer, **({"nom": name} if named and not self.chance("buyer_name_missing") else {})},
                  "nature": self.nature(), "objet": self.object_text(), "codeCPV": self.cpv(), "procedure": self.procedure(),
                  "lieuExecution": self.place(named)}
        if self.chance("quotes_unescaped"):
            record["objet"] = Verbatim('"' + record["objet"].replace("\n", " ") + ' dit "Les Tilleuls" tranche 2"')
        months = int(self.months())
        record["dureeMois"] = "NC" if self.chance("not_communicated") else str(months) if self.chance("duration_as_text") else months
        return record

    def modification(self, number):
        return {"id": number, "dateNotificationModification": self.day([2026]), "datePublicationDonneesModification": self.day([2026]),
                "montant": 10_000 * self.rng.randrange(1, 90), "objetModification": "Prestations supplémentaires"}

    def dates_and_amount(self, record, years):
        if not self.chance("notified_missing"):
            record["dateNotification"] = self.day(years) + ("+01:00" if self.chance("date_with_offset") else "")
        if not self.chance("published_missing"):
            record["datePublicationDonnees"] = self.day(years)
        record["montant"] = Verbatim("NaN") if self.chance("number_not_a_number") else self.amount()

    def record_of_2019(self):
        record = self.common(True, 2019)
        self.dates_and_amount(record, range(2018, 2024))
        record.update({"formePrix": "Révisable", "titulaires": [self.holder(True) for _ in range(int(self.holders()))],
                       "modifications": [self.modification(i + 1) for i in range(int(self.changes()))]})
        if self.chance("unknown_fields"):
            record["source"] = "fichier-genere"
        return record

    def record_of_2022(self):
        record = self.common(False, 2024)
        record.update({"techniques": {"technique": ["Sans objet"]}, "modalitesExecution": {"modaliteExecution": ["Bons de commande"]},
                       "marcheInnovant": False, "ccag": "Travaux", "offresRecues": self.rng.randrange(1, 20), "attributionAvance": False,
                       "tauxAvance": 0.0, "typeGroupementOperateurs": "Pas de groupement", "sousTraitanceDeclaree": False})
        self.dates_and_amount(record, range(2024, 2027))
        holders = [{"titulaire": self.holder(False)} for _ in range(int(self.holders()))]
        if self.chance("holders_destroyed"):
            holders = [{"titulaire": "typeIdentifiant"}, {"titulaire": "id"}]
        record.update({"formePrix": "Unitaire", "typesPrix": {"typePrix": ["Définitif ferme"]}, "titulaires": holders,
                       "considerationsSociales": self.considerations(),
                       "considerationsEnvironnementales": {"considerationEnvironnementale": ["Pas de considération environnementale"]}})
        changes = [{"modification": self.modification(i + 1)} for i in range(int(self.changes()))]
        record["modifications"] = {"modification": {"modification": changes[0]["modification"]}} \
            if changes and self.chance("modification_wrapped_twice") else changes
        if self.chance("subcontracting"):
            record["actesSousTraitance"] = [{"acteSousTraitance": {"id": 1, "sousTraitant": self.holder(False), "dureeMois": 6,
                                                                   "dateNotification": self.day([2025]), "montant": 12_000}}]
        return record


def json_text(value, margin):
    if isinstance(value, Verbatim):
        return value
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        inside = margin + "  "
        return "{\n" + ",\n".join(f'{inside}"{k}": {json_text(v, inside)}' for k, v in value.items()) + "\n" + margin + "}"
    if isinstance(value, list):
        inside = margin + "  "
        return "[\n" + ",\n".join(inside + json_text(v, inside) for v in value) + "\n" + margin + "]" if value else "[]"
    return "true" if value is True else "false" if value is False else repr(value)


# The element that an item of a list becomes where the JSON of 2019 names none.
ITEM = {"titulaires": "titulaire", "modifications": "modification"}


def xml_text(name, value, margin):
    if isinstance(value, list):
        if name in ITEM:
            return xml_text(name, {ITEM[name]: [v.get(ITEM[name], v) for v in value]}, margin)
        if name == "actesSousTraitance":
            return xml_text(name, value[0], margin)
        return "".join(xml_text(name, v, margin) for v in value)
    if isinstance(value, dict):
        inside = margin + "  "
        return f"{margin}<{name}>\n" + "".join(xml_text(k, v, inside) for k, v in value.items()) + f"{margin}</{name}>\n"
    text = "true" if value is True else "false" if value is False else escape(str(value).strip('"') if isinstance(value, Verbatim) else str(value))
    return f"{margin}<{name}>{text}</{name}>\n"


def write(out, form, size, seed):
    contracts, records, written = Contracts(seed), 0, 0
    head, foot = (f'{{\n"marches": {{\n"@generated": "fichier généré, graine {seed} : aucun marché réel",\n"marche": [\n', "\n]}}\n") if form == "json" else \
        (f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- fichier généré, graine {seed} : aucun marché réel -->\n<marches>\n', "</marches>\n")
    out.write(head.encode())
    while written < size:
        record = contracts.draw()
        text = (",\n" if records else "") + "    " + json_text(record, "    ") if form == "json" else xml_text("marche", record, "  ")
        block = text.encode()
        out.write(block)
        written += len(block)
        records += 1
    out.write(foot.encode())
    return records, contracts.made


def main():
    form, megabytes, path = sys.argv[1], float(sys.argv[2]), pathlib.Path(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    with path.open("wb", buffering=1 << 20) as out:
        records, made = write(out, form, int(megabytes * 1e6), seed)
    print(f"generated file, no real contract: {form}, {path.stat().st_size / 1e6:.1f} MB, {records} records, seed {seed}")
    for kind, rates in (("counted on %d real records" % FREQUENCIES["measured_on_records"], FREQUENCIES["rates"]),
                        ("declared", FREQUENCIES["declared"])):
        print(f"  rates {kind}, and how often drawn here: "
              + ", ".join(f"{rate} {rates[rate]:.2%} ({made[rate]})" for rate in rates if rate in made))


if __name__ == "__main__":
    main()
