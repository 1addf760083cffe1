"""Fictive people: common nouns of objects and plants as family names, so that nobody is real."""
from dataclasses import dataclass

from . import lots as L
from .draws import reference
from .organisations import AGENCY, BUILDERS, EARTHWORKS, GARDENERS, PAINTERS, Organisation


@dataclass(frozen=True)
class Person:
    family_name: str
    given_name: str
    birth_date: str
    sex: str
    firm: Organisation
    criterion: str  # "" when nobody has decided yet

    @property
    def reference(self) -> str:
        return reference(self.family_name, self.given_name, self.birth_date)

    @property
    def full_name(self) -> str:
        return f"{self.family_name} {self.given_name}"


LAMPION = Person("LAMPION", "Zoé", "1988-03-14", "F", EARTHWORKS, "DELD")
TOURNESOL = Person("TOURNESOL", "Karim", "1979-11-02", "M", EARTHWORKS, "DELD")
BRUYERE_ELDER = Person("BRUYÈRE", "Camille", "1984-06-21", "F", EARTHWORKS, "DELD")
BRUYERE_YOUNGER = Person("BRUYÈRE", "Camille", "1996-01-09", "M", EARTHWORKS, "DELD")
ENCLUME = Person("ENCLUME", "Mathis", "1991-08-30", "M", EARTHWORKS, "DELD")
PERSIENNE = Person("PERSIENNE", "Nadia", "1982-12-05", "F", EARTHWORKS, "DELD")
ETRIER = Person("ÉTRIER", "Moussa", "1993-04-17", "M", EARTHWORKS, "RSA")
COQUELICOT = Person("COQUELICOT", "Jordan", "2002-09-12", "M", EARTHWORKS, "")
BROUETTE = Person("BROUETTE", "Sylvain", "1986-02-25", "M", EARTHWORKS, "QPV")
GENET = Person("GENÊT", "Farid", "1990-10-08", "M", EARTHWORKS, "QPV")
SABLIER = Person("SABLIER", "Denis", "1967-05-19", "M", EARTHWORKS, "SENIOR")
BOUSSOLE = Person("BOUSSOLE", "Inès", "2003-07-04", "F", BUILDERS, "JEUNE_SQ")
CHEVRON = Person("CHEVRON", "Tony", "1985-01-27", "M", BUILDERS, "BOETH")
PIVOINE = Person("PIVOINE", "Samira", "1989-09-16", "F", BUILDERS, "QPV")
RABOT = Person("RABOT", "Kevin", "1995-03-03", "M", BUILDERS, "QPV")
LUCARNE = Person("LUCARNE", "Aïcha", "1998-12-22", "F", BUILDERS, "QPV")
TRUELLE = Person("TRUELLE", "Yanis", "2001-05-11", "M", BUILDERS, "QPV")
MIMOSA = Person("MIMOSA", "Fatou", "1992-08-07", "F", BUILDERS, "QPV")
BALUSTRADE = Person("BALUSTRADE", "Steve", "1981-11-29", "M", BUILDERS, "QPV")
HORLOGE = Person("HORLOGE", "Ludovic", "1976-04-06", "M", BUILDERS, "DELD")
EGLANTINE = Person("ÉGLANTINE", "Marie", "2004-02-18", "F", BUILDERS, "JEUNE_SQ")
TABOURET = Person("TABOURET", "Hakim", "1987-07-23", "M", BUILDERS, "DELD")
SERPETTE = Person("SERPETTE", "Éric", "1970-10-31", "M", BUILDERS, "SENIOR")
JONQUILLE = Person("JONQUILLE", "Loïc", "1994-06-02", "M", GARDENERS, "IAE")
SECATEUR = Person("SÉCATEUR", "Amandine", "1990-01-15", "F", GARDENERS, "IAE")
FOUGERE = Person("FOUGÈRE", "Ibrahim", "1999-11-20", "M", GARDENERS, "")
ARROSOIR = Person("ARROSOIR", "Pascal", "1968-08-13", "M", GARDENERS, "RSA")
CAPUCINE = Person("CAPUCINE", "Léa", "1997-04-28", "F", GARDENERS, "IAE")
PINCEAU = Person("PINCEAU", "Oumar", "1988-05-05", "M", PAINTERS, "RSA")
PALETTE = Person("PALETTE", "Jessica", "1993-09-09", "F", PAINTERS, "DELD")
GRIMOIRE = Person("GRIMOIRE", "Abdel", "1983-02-12", "M", AGENCY, "IAE")
CADENAS = Person("CADENAS", "Laura", "1991-12-01", "F", AGENCY, "IAE")
PARAPLUIE = Person("PARAPLUIE", "Thierry", "1974-03-26", "M", AGENCY, "IAE")
VERVEINE = Person("VERVEINE", "Mariam", "1996-10-14", "F", AGENCY, "IAE")
TISON = Person("TISON", "Jérôme", "1980-06-17", "M", AGENCY, "IAE")

ALL = [value for value in list(globals().values()) if isinstance(value, Person)]


@dataclass(frozen=True)
class Employment:
    person: Person
    lot: L.FollowedLot
    modality: str
    contract_type: str
    starts_on: str
    ends_on: str           # "" when open-ended
    weekdays: str = "12345"  # ISO weekdays spent on this lot


def _hired(person, lot, contract_type, starts_on, ends_on="", weekdays="12345"):
    return Employment(person, lot, "direct_hire", contract_type, starts_on, ends_on, weekdays)


def _supplied(person, lot, contract_type, starts_on, ends_on=""):
    return Employment(person, lot, "labour_supply", contract_type, starts_on, ends_on)


EMPLOYMENTS = [
    _hired(LAMPION, L.CSNE_1, "permanent", "2025-07-01"),
    _hired(TOURNESOL, L.CSNE_1, "fixed_term", "2025-07-01", "2026-04-30"),
    _hired(BRUYERE_ELDER, L.CSNE_1, "fixed_term", "2025-07-01", "2026-06-30"),
    _hired(BRUYERE_YOUNGER, L.CSNE_1, "professional_training", "2025-09-01", "2026-08-31", "1245"),
    _hired(ENCLUME, L.CSNE_1, "fixed_term", "2025-08-25", "2026-02-28"),
    _hired(PERSIENNE, L.CSNE_1, "permanent", "2025-10-01"),
    _hired(ETRIER, L.CSNE_1, "fixed_term", "2025-11-03", "2026-07-31"),
    _hired(COQUELICOT, L.CSNE_1, "fixed_term", "2026-03-02", "2026-08-31"),
    Employment(CAPUCINE, L.CSNE_1, "subcontracting", "fixed_term_insertion", "2026-01-12", "2026-04-30", "45"),
    _hired(BOUSSOLE, L.CSNE_2, "apprenticeship", "2025-07-01", "2027-06-30", "1235"),
    _hired(CHEVRON, L.CSNE_2, "permanent", "2025-09-15"),
    _supplied(GRIMOIRE, L.CSNE_2, "agency_assignment", "2025-09-01", "2026-07-31"),
    _supplied(CADENAS, L.CSNE_2, "permanent_agency", "2025-10-06"),
    _supplied(PARAPLUIE, L.CSNE_2, "agency_assignment", "2026-01-05", "2026-06-30"),
    _hired(JONQUILLE, L.CSNE_3, "fixed_term_insertion", "2025-09-01", "2026-08-31"),
    _hired(CAPUCINE, L.CSNE_3, "fixed_term_insertion", "2025-10-01", "2026-09-30", "123"),
    _hired(BROUETTE, L.NPNRU_1, "fixed_term", "2025-07-01", "2025-12-31"),
    _hired(GENET, L.NPNRU_1, "fixed_term", "2025-09-01", "2025-12-31", "12"),
    _hired(PIVOINE, L.NPNRU_2_1, "permanent", "2025-07-01"),
    _hired(RABOT, L.NPNRU_2_1, "fixed_term", "2025-07-01", "2026-12-31", "123"),
    _hired(LUCARNE, L.NPNRU_2_1, "fixed_term", "2025-09-01", "2026-08-31"),
    _hired(TRUELLE, L.NPNRU_2_1, "apprenticeship", "2025-09-08", "2027-08-31", "1234"),
    _hired(MIMOSA, L.NPNRU_2_1, "fixed_term", "2025-10-01", "2026-12-31", "123"),
    _hired(BALUSTRADE, L.NPNRU_2_1, "fixed_term", "2025-11-03", "2026-05-29"),
    _hired(RABOT, L.NPNRU_2_2, "fixed_term", "2025-10-01", "2026-12-31", "45"),
    _hired(MIMOSA, L.NPNRU_2_2, "fixed_term", "2025-10-01", "2026-12-31", "45"),
    _supplied(VERVEINE, L.NPNRU_2_2, "agency_assignment", "2025-11-03", "2026-06-30"),
    _supplied(TISON, L.NPNRU_2_2, "agency_assignment", "2026-01-05", "2026-06-30"),
    _hired(ARROSOIR, L.NPNRU_3, "fixed_term_insertion", "2025-08-01", "2026-07-31", "123"),
    _hired(SECATEUR, L.NPNRU_3, "fixed_term_insertion", "2025-09-01", "2026-08-31"),
    _hired(FOUGERE, L.NPNRU_3, "fixed_term_insertion", "2026-02-02", "2026-09-30"),
    _hired(HORLOGE, L.ERBM_11, "permanent", "2025-07-01"),
    _hired(EGLANTINE, L.ERBM_11, "apprenticeship", "2025-09-01", "2027-08-31", "1235"),
    _hired(TABOURET, L.ERBM_11, "fixed_term", "2025-09-01", "2025-10-31"),
    _hired(SERPETTE, L.ERBM_11, "fixed_term", "2025-10-01", "2026-08-31"),
    _hired(ARROSOIR, L.ERBM_12, "fixed_term_insertion", "2026-01-05", "2026-07-31", "45"),
    _hired(PINCEAU, L.ERBM_13, "fixed_term", "2025-10-06", "2026-06-30"),
    _hired(PALETTE, L.ERBM_13, "fixed_term", "2025-11-03", "2026-06-30"),
    _hired(SABLIER, L.TERRIL, "permanent", "2023-12-01"),
    _hired(GENET, L.TERRIL, "fixed_term", "2026-01-05", "2026-03-31"),
]

TO_ACKNOWLEDGE = {CAPUCINE}  # employed on a second lot, which the office has not seen yet

# Eligibility of the people whose story differs from "eligible on the day of hiring".
COUNTABLE_UNTIL = {TOURNESOL: "2026-02-28", LAMPION: "2027-05-18"}
REFUSED = {TABOURET: ("2025-08-27", "Inscription de moins de douze mois\u00a0: critère non rempli.")}
REFUSED_FIRST = {SERPETTE: ("2025-09-04", "Attestation d’inscription illisible\u00a0: à transmettre à nouveau.")}

PROOFS = {
    "DELD": "attestation France Travail", "SENIOR": "attestation France Travail", "RSA": "attestation CAF",
    "BOETH": "attestation RQTH", "JEUNE_SQ": "attestation de la mission locale",
    "QPV": "justificatif de domicile", "IAE": "PASS IAE",
}
