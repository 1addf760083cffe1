"""The peer of bench/http: the same three addresses, each one query and one template, from the same base, read only."""
import os
import sqlite3
import threading

from flask import Flask, render_template_string

application = Flask(__name__)
local = threading.local()
PAGE = """<!DOCTYPE html><html lang="fr"><title>{{ title }}</title><table>
{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table></html>"""


def rows(sql, *values):
    if not hasattr(local, "base"):
        local.base = sqlite3.connect(f"file:{os.environ['BASE']}?mode=ro", uri=True)
    return local.base.execute(sql, values).fetchall()


@application.get("/tableau")
def dashboard():
    return render_template_string(PAGE, title="Tableau", rows=rows(
        "SELECT s.* FROM lot_standings s JOIN lots l ON l.id = s.lot_id JOIN follow_ups f ON f.contract_id = l.contract_id"
        " WHERE f.office_id = 1 ORDER BY s.urgency LIMIT 50"))


@application.get("/lot")
def lot():
    return render_template_string(PAGE, title="Lot", rows=rows("SELECT * FROM lot_hours WHERE lot_id = 1"))


@application.get("/recherche")
def search():
    return render_template_string(PAGE, title="Recherche", rows=rows("SELECT id, object, amount_cents FROM contracts WHERE id < 21"))
