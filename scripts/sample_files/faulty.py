"""Timesheets with one fault each, and the finding codes that must be among those reported."""
import datetime
from dataclasses import dataclass

from . import lots as L
from . import people as P
from .draws import SEED
from .organisations import AGENCY, BUILDERS, EARTHWORKS, GARDENERS, Organisation
from .spreadsheets import csv_file, xlsx_file

SEMICOLON_HEADER = ["Nom", "Prénom", "Date de naissance", "Nb heures", "Type de contrat"]
DAILY_HEADER = ["Nom", "Prénom", "Date de naissance", "Date", "Nb heures"]


@dataclass(frozen=True)
class FaultyFile:
    name: str
    lot: L.FollowedLot
    firm: Organisation
    month: str
    codes: tuple
    shows: str       # in French, for the README
    content: bytes
    sent_at: str = ""  # when the scenario holds it as sent and left unconfirmed

    @property
    def path(self) -> str:
        return "timesheets/faulty/" + self.name


def _line(person: P.Person, hours: str, contract: str = "CDD") -> list:
    year, month, day = person.birth_date.split("-")
    return [person.family_name, person.given_name, f"{day}/{month}/{year}", hours, contract]


def _day(person: P.Person, on: str, hours: str) -> list:
    return _line(person, hours)[:3] + [on, hours]


def _semicolons(*lines, header=SEMICOLON_HEADER) -> bytes:
    return csv_file([header, *lines], ";", "cp1252")


def _commas(*lines) -> bytes:
    return csv_file([["Nom et prénom", "Né(e) le", "Heures réalisées", "Nature du contrat"], *lines], ",", "utf-8-sig")


def _thirty_hours() -> bytes:
    rows = [["Référence", "Intérimaire", "Date", "Heures travaillées"]]
    for day, hours in ((4, 7.0), (5, 30.0), (6, 7.5)):
        rows.append([P.VERVEINE.reference, P.VERVEINE.full_name, datetime.date(2026, 5, day), hours])
    return xlsx_file(rows, "Missions", 1, [14, 22, 12, 18])


def _different_total() -> bytes:
    rows = [["Nom", "Prénom", "Nombre d’heures"]]
    for person, hours in ((P.PIVOINE, 133), (P.LUCARNE, 126)):
        rows.append([person.family_name, person.given_name, datetime.timedelta(hours=hours)])
    return xlsx_file(rows + [["TOTAL", "", datetime.timedelta(hours=269)]], "Relevé", 1, [18, 16, 18])


def fictive_nir() -> str:
    """Passes its key; the commune 99 999 exists nowhere."""
    number = "2850599999001"
    return number + f"{97 - int(number) % 97:02d}"


def _unreadable_bytes() -> bytes:
    return b"\x7fELF\x02\x01\x01\x00" + bytes((i * 37 + len(SEED)) % 256 for i in range(2000))


def _old_excel() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00" + bytes(480)


BUILDERS_JUNE = (L.ERBM_11, BUILDERS, "2026-06")
EARTHWORKS_JUNE = (L.CSNE_1, EARTHWORKS, "2026-06")

ALL = [
    FaultyFile("personne-inconnue.csv", *BUILDERS_JUNE, ("cell.person.unknown",),
               "une personne que le lot ne connaît pas",
               _commas(["HORLOGE Ludovic", "06/04/1976", "140.0", "CDI"],
                       ["BOUGEOIR Gaspard", "12/09/1990", "98.0", "CDD"]), "2026-07-06T08:05:00Z"),
    FaultyFile("trente-heures.xlsx", L.NPNRU_2_2, AGENCY, "2026-05", ("cell.hours.day",),
               "trente heures dans une journée", _thirty_hours(), "2026-06-05T09:17:00Z"),
    FaultyFile("heures-illisibles.csv", L.CSNE_1, EARTHWORKS, "2025-11", ("cell.hours.format",),
               "« 7h9x » et « environ 40 » à la place d’heures",
               _semicolons(_line(P.LAMPION, "7h9x", "CDI"), _line(P.TOURNESOL, "environ 40"),
                           _line(P.ENCLUME, "126,00")), "2025-12-01T16:40:00Z"),
    FaultyFile("avant-marche.csv", L.ERBM_12, GARDENERS, "2026-01", ("cell.date.outside",),
               "un jour travaillé avant le début du marché",
               _semicolons(_day(P.ARROSOIR, "02/01/2026", "7"), _day(P.ARROSOIR, "05/01/2026", "7"),
                           header=DAILY_HEADER)),
    FaultyFile("hors-marche.csv", L.TERRIL, EARTHWORKS, "2026-04", ("timesheet.month.outside",),
               "un relevé pour un mois après la fin du marché",
               _semicolons(_day(P.SABLIER, "07/04/2026", "7"), _day(P.SABLIER, "08/04/2026", "7,5"),
                           header=DAILY_HEADER)),
    FaultyFile("mois-clos.csv", L.CSNE_1, EARTHWORKS, "2025-07", ("timesheet.month.closed",),
               "un relevé pour juillet 2025, mois clos", _semicolons(_line(P.LAMPION, "140,00", "CDI"))),
    FaultyFile("vide.csv", *EARTHWORKS_JUNE, ("file.empty",), "un fichier sans contenu", b""),
    FaultyFile("binaire.csv", *EARTHWORKS_JUNE, ("file.type",), "un programme renommé en .csv", _unreadable_bytes()),
    FaultyFile("ancien-excel.xls", *EARTHWORKS_JUNE, ("file.legacy",), "un classeur de l’ancien format Excel",
               _old_excel()),
    FaultyFile("tronque.xlsx", *EARTHWORKS_JUNE, ("file.unreadable",), "un classeur coupé pendant l’envoi",
               _different_total()[:3000]),
    FaultyFile("sans-titres.csv", *EARTHWORKS_JUNE, ("file.headers",), "aucune ligne de titres",
               csv_file([_line(P.LAMPION, "140,00"), _line(P.PERSIENNE, "133,00")], ";", "cp1252")),
    FaultyFile("minutes-ambigues.csv", *BUILDERS_JUNE, ("cell.hours.minutes",),
               "« 7.30 », qui peut être 7 h 30 ou 7,30 h",
               _commas(["HORLOGE Ludovic", "06/04/1976", "7.30", "CDI"],
                       ["ÉGLANTINE Marie", "18/02/2004", "15.45", "Apprentissage"])),
    FaultyFile("numero-de-securite-sociale.csv", *EARTHWORKS_JUNE, ("cell.nir",),
               "une colonne de numéros de sécurité sociale (numéro inventé)",
               _semicolons([*_line(P.LAMPION, "140,00", "CDI"), fictive_nir()],
                           header=[*SEMICOLON_HEADER, "N° SS"])),
    FaultyFile("total-different.xlsx", L.NPNRU_2_1, BUILDERS, "2026-06", ("sheet.total.differs",),
               "un total de 269 h pour des lignes qui font 259 h", _different_total()),
    FaultyFile("homonymes.csv", *EARTHWORKS_JUNE, ("cell.person.ambiguous",),
               "deux homonymes sans date de naissance",
               _semicolons(["BRUYÈRE", "Camille", "133,00"], header=["Nom", "Prénom", "Nb heures"])),
    FaultyFile("heures-negatives.csv", *EARTHWORKS_JUNE, ("cell.hours.negative",), "des heures négatives",
               _semicolons(_line(P.LAMPION, "-7,00", "CDI"))),
    FaultyFile("ligne-en-double.csv", *EARTHWORKS_JUNE, ("cell.duplicate",), "la même ligne deux fois",
               _semicolons(_line(P.LAMPION, "70,00", "CDI"), _line(P.LAMPION, "70,00", "CDI"))),
    FaultyFile("autre-mois.csv", *EARTHWORKS_JUNE, ("cell.date.month",), "des jours de mai dans le relevé de juin",
               _semicolons(_day(P.LAMPION, "28/05/2026", "7"), _day(P.LAMPION, "02/06/2026", "7"),
                           header=DAILY_HEADER)),
]


def files() -> dict:
    return {f.path: f.content for f in ALL}
