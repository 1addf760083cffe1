#!/usr/bin/python3
"""Compares the XML and the JSON of one report, value by value, without any code of the program.

Usage: compare_report_forms.py DIRECTORY    (holding report.xml and report.json)
Prints "same N" with the number of values compared; fails with the first difference.
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as tree

# Names of arrays whose items do not add an "s".
SINGULAR = {"legal_bases": "legal_basis", "modalities": "modality", "progress": "month_end", "penalties": "penalty"}


def local(tag):
    return tag.rsplit("}", 1)[-1]


def leaves_of_xml(element, path, out):
    text = (element.text or "").strip()
    if not element.attrib and not len(element) and text:
        out.append((path, text))
        return
    for name, value in element.attrib.items():
        out.append((path + "/@" + name, value))
    for child in element:
        leaves_of_xml(child, path + "/" + local(child.tag), out)


def item_name(name):
    return SINGULAR.get(name, name[:-1] if name.endswith("s") else name)


def text_of(value):
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def leaves_of_json(value, path, out, containers):
    for name, content in value.items():
        if content is None:
            continue
        if isinstance(content, dict):
            leaves_of_json(content, path + "/" + name, out, containers)
        elif isinstance(content, list):
            inner = path + ("/" + name if path + "/" + name in containers else "") + "/" + item_name(name)
            for item in content:
                leaves_of_json(item, inner, out, containers)
        else:
            out.append((path, name, text_of(content)))


def containers_of(element, path, out):
    for child in element:
        out.add(path + "/" + local(child.tag))
        containers_of(child, path + "/" + local(child.tag), out)


def main(directory):
    root = tree.parse(directory / "report.xml").getroot()
    from_xml, containers = [], set()
    leaves_of_xml(root, "", from_xml)
    containers_of(root, "", containers)
    found = []
    leaves_of_json(json.loads((directory / "report.json").read_text(encoding="utf-8")), "", found, containers)
    # An attribute and a child that holds text are one member in JSON; a line break of XML text is a space.
    attributes = {path for path, _ in from_xml}
    from_json = [(path + ("/@" if path + "/@" + name in attributes else "/") + name, value) for path, name, value in found]

    def normal(leaves):
        return sorted((path, " ".join(value.split())) for path, value in leaves if value.strip())

    left, right = normal(from_xml), normal(from_json)
    for a, b in zip(left, right):
        if a != b:
            sys.exit(f"XML {a}\nJSON {b}")
    if len(left) != len(right):
        sys.exit(f"{len(left)} values in XML, {len(right)} in JSON")
    print("same", len(left))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
