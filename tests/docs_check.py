#!/usr/bin/python3
"""Holds the written documentation to the code and to the files that are there.

    docs_check.py            compares docs/erreurs.md with the catalogue of findings, follows every link
                             and picture of README.md, CHANGELOG.md and docs/; exit 1 on any difference
    docs_check.py --write    writes docs/erreurs.md again
"""
import re
import sys
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "src/domain/finding_catalogue.cpp"
MESSAGES = [ROOT / "templates/messages.fr" / name for name in ("findings.txt", "clause_findings.txt", "tracker_findings.txt")]
PAGE = ROOT / "docs/erreurs.md"

ENTRY = re.compile(r'^\s*\{"([a-z0-9_.]+)",\s*(error|warning|info),\s*"([a-z]*)"\},', re.MULTILINE)
GROUPS = {"file": "Fichiers", "col": "Colonnes des relevés", "cell": "Cellules des relevés", "row": "Lignes des relevés",
          "sheet": "Feuilles des relevés", "timesheet": "Relevé entier", "clause": "Clause saisie", "fact": "Facture, commande ou autre fait de l’exécution",
          "tracker": "Anciens tableaux de suivi", "record": "Enregistrements de marchés"}
SEVERITIES = {"error": "erreur", "warning": "alerte", "info": "information"}
LIFTED_BY = {"": "personne", "firm": "l’entreprise", "facilitator": "le facilitateur"}

HEAD = """# Catalogue des messages

Tout ce que Clausier signale dans un fichier ou une clause porte un code stable. Le code est le même dans
les pages, dans le JSON de la ligne de commande, dans les tests et ici.

Cette page est écrite par `tests/docs_check.py --write` d’après `src/domain/finding_catalogue.cpp` et
`templates/messages.fr/` ; le même script, sans option, échoue quand elle ne dit plus la même chose que le code.
Ne la modifiez pas à la main.

| Gravité | Effet |
|---|---|
| erreur | bloque : le relevé ne peut pas être transmis, l’enregistrement n’est pas utilisé ou la clause n’est pas enregistrée |
| alerte | signalée ; quand quelqu’un peut la lever, il coche la case qui confirme, ou corrige |
| information | annonce une réparation ou une lecture ; rien à faire |

« Levé par » dit qui peut passer outre. Une alerte sur un marché publié que personne ne lève reste affichée avec le
marché. Dans les messages, `{…}` est une valeur du fichier ou une limite ; « a/b » est un accord au singulier ou au pluriel.
"""


def catalogue():
    """The findings of the program in the order of its source: (code, severity, lifted by)."""
    return ENTRY.findall(CATALOGUE.read_text(encoding="utf-8"))


def messages():
    said = {}
    for file in MESSAGES:
        for line in file.read_text(encoding="utf-8").splitlines():
            key, equals, text = line.partition(" = ")
            if equals and not line.startswith("#"):
                said[key.strip()] = text
    return said


def shown(message):
    """{count|one|many} as one/many: a bar would end the cell of the table."""
    agreed = re.sub(r"\{\w+\|([^|}]*)\|([^|}]*)\}", lambda hole: "/".join(dict.fromkeys(hole.groups())), message)
    return agreed.replace("|", "\\|")


def page(entries, said):
    lines = [HEAD]
    for prefix, title in GROUPS.items():
        rows = [entry for entry in entries if entry[0].split(".")[0] == prefix]
        lines += [f"\n## {title}\n", "| Code | Gravité | Message | Levé par |", "|---|---|---|---|"]
        for code, severity, lifted_by in rows:
            lines.append(f"| `{code}` | {SEVERITIES[severity]} | {shown(said.get(code, ''))} | "
                         f"{LIFTED_BY[lifted_by] if severity != 'info' else '—'} |")
    lines.append(f"\n{len(entries)} codes.")
    return "\n".join(lines) + "\n"


def catalogue_faults(entries, said):
    codes = [code for code, _, _ in entries]
    if len(codes) < 100:
        yield f"{CATALOGUE.name}: only {len(codes)} codes were read"
    declared = len(re.findall(r'^\s*\{"', CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE))
    if declared != len(codes):
        yield f"{CATALOGUE.name}: {declared} lines of codes, {len(codes)} understood"
    yield from (f"{code}: twice in the catalogue" for code in sorted({c for c in codes if codes.count(c) > 1}))
    yield from (f"{code}: no message" for code in codes if code not in said)
    yield from (f"{code}: a message, but not in the catalogue" for code in said if code not in codes)
    yield from (f"{code}: belongs to no part of {PAGE.name}" for code in codes if code.split(".")[0] not in GROUPS)


def anchors(text):
    """The anchors of the headings, made as the forges make them."""
    headings = re.findall(r"^#+ +(.+?)\s*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def without_code(text):
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))


def link_faults(file):
    text = file.read_text(encoding="utf-8")
    name = file.relative_to(ROOT)
    for target in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", without_code(text)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        aimed = (file.parent / path).resolve() if path else file
        if not aimed.exists():
            yield f"{name}: {target} does not exist"
        elif ROOT not in aimed.parents:
            yield f"{name}: {target} is outside the project"
        elif anchor and anchor not in anchors(aimed.read_text(encoding="utf-8")):
            yield f"{name}: {target} names no heading"


def private_path_faults(file):
    """Folders of one person's machine; those of a server (/var, /etc, /opt) are part of an explanation."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if found := re.search(r"(?<![\w.~-])(/(home|root|tmp|work|Users|mnt)/[\w.]+|[A-Z]:\\\w+)", line):
            yield f"{file.relative_to(ROOT)}:{number}: {found.group(1)} is a path of one machine"


def main():
    entries, said = catalogue(), messages()
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page(entries, said), encoding="utf-8")
    files = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
    faults = list(catalogue_faults(entries, said))
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page(entries, said):
        faults.append("docs/erreurs.md differs from the code: tests/docs_check.py --write, then read the difference")
    if len(files) < 20:
        faults.append(f"only {len(files)} documents were found")
    for file in files:
        faults += [*link_faults(file), *private_path_faults(file)]
    print("\n".join(faults) or f"{len(entries)} codes, {len(files)} documents: nothing to say")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
