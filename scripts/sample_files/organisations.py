"""Fictive organisations and accounts. SIREN start with 999 and pass their key; none is allotted."""
from dataclasses import dataclass


def luhn_sum(digits: str) -> int:
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if rank % 2 else 1)
        total += value - 9 if value > 9 else value
    return total


def with_key(digits: str) -> str:
    return digits + str(-luhn_sum(digits + "0") % 10)


def fictive_siret(rank: int) -> str:
    return with_key(with_key(f"999{rank:05d}") + "0001")


@dataclass(frozen=True)
class Organisation:
    siret: str
    kind: str  # office, firm, buyer, employer
    name: str
    slug: str


def _organisation(rank: int, kind: str, name: str, slug: str = "") -> Organisation:
    return Organisation(fictive_siret(rank), kind, name, slug)


PLIE = _organisation(101, "office", "PLIE du Val-Fictif")
DEPARTMENT = _organisation(102, "office", "Département de l’Escaut-Modèle, mission insertion")
CANAL = _organisation(201, "buyer", "Société du Canal d’Exemple")
HOUSING = _organisation(202, "buyer", "Office de l’habitat des Trois-Terrils")
URBAN = _organisation(203, "buyer", "Communauté d’agglomération du Val-Fictif")
EARTHWORKS = _organisation(301, "firm", "Terrassements de l’Exemple", "terrassements-de-l-exemple")
BUILDERS = _organisation(302, "firm", "Bâti-Modèle Nord", "bati-modele-nord")
PAINTERS = _organisation(303, "firm", "Peintures Spécimen", "peintures-specimen")
GARDENERS = _organisation(304, "firm", "Paysages du Gabarit", "paysages-du-gabarit")
AGENCY = _organisation(305, "employer", "ETTI Modèle Intérim", "etti-modele-interim")

ALL = [PLIE, DEPARTMENT, CANAL, HOUSING, URBAN, EARTHWORKS, BUILDERS, PAINTERS, GARDENERS, AGENCY]


@dataclass(frozen=True)
class Account:
    email: str
    role: str
    organisation: Organisation | None
    display_name: str


PLIE_FACILITATOR = Account("aline.cerisier@plie-val-fictif.example", "facilitator", PLIE, "Aline CERISIER")
DEPARTMENT_FACILITATOR = Account("hugo.lanterne@escaut-modele.example", "facilitator", DEPARTMENT, "Hugo LANTERNE")

ACCOUNTS = [
    PLIE_FACILITATOR,
    DEPARTMENT_FACILITATOR,
    Account("paie@terrassements-exemple.example", "contractor", EARTHWORKS, "Sonia GOUVERNAIL"),
    Account("chantiers@bati-modele.example", "contractor", BUILDERS, "Rémi TABATIÈRE"),
    Account("bureau@paysages-gabarit.example", "contractor", GARDENERS, "Claire PERVENCHE"),
    Account("agence@etti-modele.example", "contractor", AGENCY, "Malik SEXTANT"),
    Account("marches@canal-exemple.example", "officer", CANAL, "Élodie ARMOIRE"),
    Account("commande.publique@val-fictif.example", "officer", URBAN, "Bruno CHANDELIER"),
    Account("administration@clausier.example", "administrator", None, "Jeanne TIROIR"),
]


def contractor_email(firm: Organisation) -> str:
    """Peintures Spécimen has no account yet: it never sends anything."""
    return next(a.email for a in ACCOUNTS if a.role == "contractor" and a.organisation == firm)


def facilitator_email(office: Organisation) -> str:
    return next(a.email for a in ACCOUNTS if a.role == "facilitator" and a.organisation == office)
