"""Contract files in the official formats: DECP 2022 (JSON, XML) and 2019 (JSON)."""
import json
from xml.sax.saxutils import escape

from . import lots as L
from .organisations import (BUILDERS, CANAL, EARTHWORKS, GARDENERS, HOUSING, PAINTERS, URBAN, Organisation,
                            fictive_siret)

GUARDS = fictive_siret(391)       # holders of contracts that nobody follows
HEATING = fictive_siret(392)
SURVEYORS = fictive_siret(393)
QUAYS = fictive_siret(394)


def siret_party(key: str, siret: str) -> dict:
    return {key: {"typeIdentifiant": "SIRET", "id": siret}}


def marche(buyer: Organisation, number: str, subject: str, *, cpv: str, place: tuple, months: int, notified: str,
           published: str, amount: float, holders: list, group: str = "Pas de groupement", ccag: str = "Travaux",
           procedure: str = "Appel d'offres ouvert", social: tuple = ("Clause sociale",), technique: str = "Sans objet",
           mode: str = "Sans objet", offers: int = 4, subcontracts: tuple = ()) -> dict:
    """A marché of the 2022 format with every obligatory field."""
    record = {
        "id": number, "acheteur": {"id": buyer.siret}, "nature": "Marché", "objet": subject, "codeCPV": cpv,
        "techniques": {"technique": [technique]}, "modalitesExecution": {"modaliteExecution": [mode]},
        "marcheInnovant": False, "ccag": ccag, "offresRecues": offers, "attributionAvance": True, "tauxAvance": 0.05,
        "typeGroupementOperateurs": group, "sousTraitanceDeclaree": bool(subcontracts)}
    if subcontracts:
        record["actesSousTraitance"] = [{"acteSousTraitance": {
            "id": rank, "sousTraitant": {"typeIdentifiant": "SIRET", "id": siret}, "dureeMois": duration,
            "dateNotification": signed, "datePublicationDonnees": published, "montant": price,
            "variationPrix": "Révisable"}} for rank, (siret, duration, signed, price) in enumerate(subcontracts, 1)]
    record.update({
        "procedure": procedure, "lieuExecution": {"code": place[0], "typeCode": place[1]}, "dureeMois": months,
        "dateNotification": notified, "datePublicationDonnees": published, "montant": amount,
        "typesPrix": {"typePrix": ["Définitif révisable"]}, "formePrix": "Mixte",
        "titulaires": [siret_party("titulaire", siret) for siret in holders],
        "considerationsSociales": {"considerationSociale": list(social)},
        "considerationsEnvironnementales": {"considerationEnvironnementale": ["Clause environnementale"]}})
    return record


DEPARTMENT_80 = ("80", "Code département")
POSTAL_59 = ("59300", "Code postal")
POSTAL_62 = ("62300", "Code postal")
CANAL_PREFIX = "Canal Seine-Nord Europe, secteur d'exemple : terrassements et ouvrages d'art. "

CANAL_LOTS = [
    marche(CANAL, "CSNEX25L1", CANAL_PREFIX + "Lot 1 - Terrassements généraux", cpv="45112500-0", place=DEPARTMENT_80,
           months=24, notified="2025-05-19", published="2025-06-05", amount=24180000, holders=[EARTHWORKS.siret],
           subcontracts=((GARDENERS.siret, 6, "2025-05-26", 410000),)),
    marche(CANAL, "CSNEX25L2", CANAL_PREFIX + "Lot 2 - Ouvrages d'art et rétablissements", cpv="45221000-2",
           place=DEPARTMENT_80, months=24, notified="2025-05-19", published="2025-06-05", amount=17420500.5,
           holders=[BUILDERS.siret, PAINTERS.siret], group="Solidaire", social=("Clause sociale", "Critère social")),
    marche(CANAL, "CSNEX25L3", CANAL_PREFIX + "Lot 3 - Aménagements paysagers des berges", cpv="45112710-5",
           place=DEPARTMENT_80, months=20, notified="2025-05-26", published="2025-06-05", amount=1850000,
           holders=[GARDENERS.siret], offers=3),
    marche(CANAL, "CSNEX25G1", "Gardiennage des emprises du canal d'exemple", cpv="79713000-5", place=DEPARTMENT_80,
           months=36, notified="2025-04-14", published="2025-05-02", amount=640000, holders=[GUARDS],
           ccag="Fournitures courantes et services", social=("Pas de considération sociale",),
           technique="Accord-cadre", mode="Bons de commande"),
]

NPNRU = [
    marche(URBAN, "NPEX24-01", "NPNRU quartier des Exemples : démolition de la tour Fictive", cpv="45111100-9",
           place=POSTAL_59, months=9, notified="2025-05-12", published="2025-05-28", amount=1100000,
           holders=[EARTHWORKS.siret]),
    marche(URBAN, "NPEX24-02", "NPNRU quartier des Exemples : réhabilitation de 96 logements", cpv="45453100-8",
           place=POSTAL_59, months=24, notified="2025-05-15", published="2025-06-03", amount=12550000,
           holders=[BUILDERS.siret], social=("Clause sociale", "Critère social"),
           subcontracts=((PAINTERS.siret, 12, "2025-05-22", 385000),)),
    marche(URBAN, "NPEX24-03", "NPNRU quartier des Exemples : entretien et plantation des espaces publics",
           cpv="77310000-6", place=POSTAL_59, months=18, notified="2025-05-20", published="2025-06-03", amount=540000,
           holders=[GARDENERS.siret], ccag="Fournitures courantes et services", procedure="Procédure adaptée",
           social=("Clause sociale", "Marché réservé"), offers=2),
]

HEAT_NETWORK = {
    "id": "NPEX24-RC", "autoriteConcedante": {"id": URBAN.siret}, "nature": "Concession de service public",
    "objet": "Réseau de chaleur du quartier des Exemples", "procedure": "Procédure négociée ouverte",
    "dureeMois": 240, "dateSignature": "2025-04-28", "datePublicationDonnees": "2025-05-22",
    "dateDebutExecution": "2025-09-01", "valeurGlobale": 31500000, "montantSubventionPublique": 2400000,
    "concessionnaires": [siret_party("concessionnaire", HEATING)],
    "considerationsSociales": {"considerationSociale": ["Clause sociale"]},
    "considerationsEnvironnementales": {"considerationEnvironnementale": ["Critère environnemental"]}}

ERBM = [
    marche(HOUSING, "ERBMEX25-11", "ERBM, cité minière des Lampions : rénovation énergétique de 42 logements",
           cpv="45321000-3", place=POSTAL_62, months=15, notified="2025-06-02", published="2025-06-06",
           amount=6210000, holders=[BUILDERS.siret]),
    marche(HOUSING, "ERBMEX25-12", "ERBM, cité minière des Lampions : jardins et clôtures", cpv="45112710-5",
           place=POSTAL_62, months=19, notified="2025-06-02", published="2025-06-06", amount=720000,
           holders=[GARDENERS.siret], offers=2),
    marche(HOUSING, "ERBMEX25-13", "ERBM, cité minière des Lampions : peinture des logements", cpv="45442100-8",
           place=POSTAL_62, months=14, notified="2025-06-02", published="2025-06-06", amount=890000,
           holders=[PAINTERS.siret], procedure="Procédure adaptée"),
    marche(HOUSING, "ERBMEX25-DA", "Cité minière des Lampions : diagnostics avant travaux", cpv="71351500-8",
           place=POSTAL_62, months=12, notified="2025-04-22", published="2025-05-16", amount=98000,
           holders=[SURVEYORS], ccag="Prestations intellectuelles", procedure="Procédure adaptée",
           social=("Pas de considération sociale",)),
]


def marche_2019(buyer: Organisation, number: str, subject: str, *, cpv: str, place: tuple, months: int, notified: str,
                published: str, amount: float, holder: tuple, modifications: list, nature: str = "Marché") -> dict:
    return {
        "id": number, "uid": buyer.siret + number, "_type": "Marché",
        "acheteur": {"id": buyer.siret, "nom": buyer.name}, "nature": nature, "objet": subject, "codeCPV": cpv,
        "procedure": "Appel d'offres ouvert",
        "lieuExecution": {"code": place[0], "typeCode": place[1], "nom": place[2]}, "dureeMois": months,
        "dateNotification": notified, "datePublicationDonnees": published, "montant": amount, "formePrix": "Révisable",
        "titulaires": [{"typeIdentifiant": "SIRET", "id": holder[0], "denominationSociale": holder[1]}],
        "modifications": modifications}


OLD_FORMAT = [
    marche_2019(HOUSING, L.TERRIL.contract_id, "Réhabilitation de la cité minière du Vieux-Terril (ERBM), incluant une "
                "clause d'insertion sociale", cpv="45453100-8", place=("62", "Code département", "Bassin d'exemple"),
                months=24, notified="2023-10-02", published="2023-11-06", amount=2750000,
                holder=(EARTHWORKS.siret, EARTHWORKS.name),
                modifications=[{
                    "objetModification": "Prolongation de six mois et travaux supplémentaires de réseaux",
                    "dateNotificationModification": "2025-03-10", "datePublicationDonneesModification": "2025-03-31",
                    "dureeMois": 30, "montant": 2968400}]),
    marche_2019(CANAL, "2022EXQUAI00", "Réhabilitation de quais existants sur le canal d'exemple", cpv="45241100-9",
                place=("80", "Code département", "Escaut-Modèle"), months=20, notified="2022-09-12",
                published="2022-10-17", amount=1315000.75, holder=(QUAYS, "Quais et Rives du Modèle"),
                modifications=[]),
]


def second_edition() -> list:
    """The canal file as published again nine months later: one amendment more on lot 1."""
    first, *others = CANAL_LOTS
    amendment = {"modification": {
        "id": 1, "dureeMois": 28, "montant": 25940000, "dateNotificationModification": "2026-02-16",
        "datePublicationDonneesModification": "2026-02-27"}}
    return [{**first, "modifications": [amendment]}, *others]


def faulty_records() -> list:
    doubtful = {**NPNRU[2], "montant": NPNRU[2]["montant"] * 100}
    repaired = marche(URBAN, "NPEX25-04", "NPNRU quartier des Exemples : r&eacute;novation de l&#8217;école Modèle<br />",
                      cpv="4521421", place=POSTAL_59, months=10, notified="27/05/2025", published="2025-06-04",
                      amount=875000, holders=[EARTHWORKS.siret])
    repaired["dureeMois"] = "10"
    refused = {key: value for key, value in NPNRU[0].items() if key not in ("acheteur", "id", "objet")}
    contradictory = marche(URBAN, "NPEX25-05", "NPNRU quartier des Exemples : nettoyage des parties communes",
                           cpv="90910000-9", place=POSTAL_59, months=12, notified="2025-05-05", published="2025-05-30",
                           amount=132000, holders=[GUARDS], ccag="Fournitures courantes et services",
                           social=("Clause sociale", "Pas de considération sociale"))
    return [refused, doubtful, repaired, contradictory, repaired]


def as_json(value) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def as_xml(value, name: str, depth: int = 0) -> str:
    """The XML form of the 2022 format: a list repeats its element inside its wrapper."""
    indent = "  " * depth
    if isinstance(value, dict):
        inner = "".join(as_xml(v, k, depth + 1) for k, v in value.items())
        return f"{indent}<{name}>\n{inner}{indent}</{name}>\n"
    if isinstance(value, list) and value and isinstance(value[0], dict):  # wrapper of wrapped objects
        inner = "".join(as_xml(v, k, depth + 1) for item in value for k, v in item.items())
        return f"{indent}<{name}>\n{inner}{indent}</{name}>\n"
    if isinstance(value, list):
        return "".join(as_xml(item, name, depth) for item in value)
    if isinstance(value, bool):
        value = "true" if value else "false"
    return f"{indent}<{name}>{escape(str(value))}</{name}>\n"


def xml_file(records: list) -> bytes:
    body = "".join(as_xml(record, "marche", 1) for record in records)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<marches>\n{body}</marches>\n'.encode()


def files() -> dict:
    return {
        "contracts/npnru-2024.json": as_json({"marches": {"marche": NPNRU, "contrat-concession": [HEAT_NETWORK]}}),
        "contracts/erbm.xml": xml_file(ERBM),
        "contracts/canal-lots.json": as_json({"marches": CANAL_LOTS}),
        "contracts/canal-lots-edition-2.json": as_json({"marches": second_edition()}),
        "contracts/ancien-2019.json": as_json({"marches": OLD_FORMAT}),
        "contracts/avec-defauts.json": as_json({"marches": {"marche": faulty_records(), "contrat-concession": []}}),
    }
