"""samples/README.md."""
import re

from . import faulty

TABLES = [
    ("organisations.csv", "acheteurs, services facilitateurs, entreprises, ETTI"),
    ("accounts.csv", "comptes de démonstration, sans mot de passe"),
    ("imports.csv", "fichiers de marchés à importer, avec l’instant de chaque import"),
    ("follow.csv", "marchés suivis, par quel service et dans quel programme"),
    ("lots.csv", "lots écrits dans un seul marché"),
    ("clauses.csv", "obligation de chaque lot : heures fixes ou formule"),
    ("grants.csv", "qui agit sur quel lot, et à quel titre"),
    ("people.csv", "personnes ; `employments.csv` leurs contrats, `eligibility.csv` les décisions"),
    ("timesheets.csv", "relevés envoyés ; `confirm` = no : fautif, laissé sans confirmation"),
    ("decisions.csv", "décisions ligne à ligne ; `row` vide = toutes les lignes restantes"),
    ("closures.csv", "mois clos"),
    ("faulty.csv", "relevés fautifs et codes attendus"),
]
CONTRACTS = [
    ("npnru-2024.json", "format 2022, racine `marches.marche` ; trois marchés et une concession"),
    ("erbm.xml", "format 2022 en XML"),
    ("canal-lots.json", "format 2022 sous une racine de 2019 ; trois lots d’une consultation du Canal Seine-Nord Europe"),
    ("canal-lots-edition-2.json", "le même, publié neuf mois plus tard avec une modification du lot 1"),
    ("ancien-2019.json", "format 2019, dont un marché modifié"),
    ("avec-defauts.json", "un enregistrement refusé (sans acheteur, numéro ni objet), un douteux (montant × 100), un "
     "réparé (date, CPV, HTML), un contradictoire, un doublon"),
]
SHAPES = [
    ("terrassements-de-l-exemple", "CSV `;`, Windows-1252, virgule décimale, ligne TOTAL"),
    ("bati-modele-nord", "XLSX avec lignes d’en-tête et durées `[h]:mm`, ligne TOTAL ; pour `erbm-11`, CSV `,` UTF-8 "
     "avec BOM, point décimal"),
    ("paysages-du-gabarit", "ODS, une ligne par semaine, `31h30`"),
    ("etti-modele-interim", "XLSX, une ligne par jour, références publiques, ligne TOTAL"),
    ("faulty", "une faute par fichier, voir plus bas"),
]


def _table(titles: tuple, rows: list) -> str:
    lines = ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def _french_spaces(text: str) -> str:
    return re.sub(r" (?=[;!?])", "\u202f", re.sub(r" (?=[:»])|(?<=«) ", "\u00a0", text))


def text() -> str:
    return _french_spaces(_text())


def _text() -> str:
    return f"""# Jeu d’exemple

**Tout est fictif** : personnes (noms de famille tirés d’objets et de plantes), entreprises, acheteurs, marchés, heures,
adresses électroniques (`.example`). Les SIRET passent leur clé mais leurs SIREN, en 999, sont inventés.

Les fichiers sont écrits par `scripts/make-samples.py`, toujours aux mêmes octets près, et contrôlés par
`tests/samples_check.py`. La période va de juillet 2025 à juin 2026 ; juillet 2025 est clos, mai 2026 est ouvert.
La commande `demo` charge les tables dans l’ordre ci-dessous.

## Tables (UTF-8, `;`, une ligne de titres)

{_table(("Fichier", "Contenu"), [(f"`{name}`", what) for name, what in TABLES])}
Un marché est désigné par le SIRET de l’acheteur suivi du numéro publié. `lot` vide : le marché n’a qu’un lot implicite.

## contracts/

{_table(("Fichier", "Ce qu’il montre"), [(f"`{name}`", what) for name, what in CONTRACTS])}
## timesheets/

`<entreprise>/<mois>-<lot>` : chaque entreprise a sa forme de fichier.

{_table(("Dossier", "Forme"), [(f"`{name}`", what) for name, what in SHAPES])}
Manquent à dessein : des mois de `csne-lot-2`, `csne-lot-3`, `npnru-02`, `npnru-03` ; tout `erbm-13`, dont le titulaire
n’a pas de compte ; presque tout juin 2026. Deux relevés sont arrivés en retard. Sont signalés sans bloquer : une ligne
en double (`csne-lot-1`, décembre), une journée de 11 h (`csne-lot-2`, février), deux personnes non vérifiées, une
refusée, deux dont la durée est dépassée.

### Relevés fautifs

{_table(("Fichier", "Ce qu’il montre", "Code attendu"),
        [(f"`{f.name}`", f.shows, ", ".join(f"`{code}`" for code in f.codes)) for f in faulty.ALL])}"""
