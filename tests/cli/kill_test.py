#!/usr/bin/python3
"""The real server killed (SIGKILL) at random moments of imports and of postings, then started again:
verify is clean, what was acknowledged is there, what was not is there whole or not at all.

    kill_test.py BINARY [ROUNDS of each, default 50]
"""
import http.client
import json
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from program import Program  # noqa: E402

PROGRAM = None
ROUNDS = 50
RECORDS = 150  # contracts of one import: enough for it to last
FIRM_EMAIL, OFFICE_EMAIL = "bureau@paysages-gabarit.example", "hugo.lanterne@escaut-modele.example"
LOT_UID, MONTH = "99900202500016ERBMEX25-12", "2026-06"
BUYER = "99900201700013"


class Forms(HTMLParser):
    """Fields of each form of a page, by its action."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.current = {}, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.current = self.forms.setdefault(given.get("action"), {})
        elif tag == "input" and self.current is not None and given.get("name") and given.get("type") != "file":
            self.current[given["name"]] = given.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.current = None


class Visitor:
    """A browser without pictures: keeps its cookie across servers, fills forms that pages hold."""

    def __init__(self):
        self.port, self.cookie = None, None

    def ask(self, method, path, body=None, kind=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Sec-Fetch-Site": "same-origin"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if kind:
            headers["Content-Type"] = kind
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode("utf-8")
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        return answer, page

    def form(self, page_path, action):
        answer, page = self.ask("GET", page_path)
        forms = Forms(page).forms
        if action not in forms:
            raise AssertionError(f"no form {action} on {page_path}: {answer.status}")
        return dict(forms[action])

    def post(self, action, fields):
        answer, page = self.ask("POST", action, urllib.parse.urlencode(fields), "application/x-www-form-urlencoded")
        if answer.status != 303:
            raise AssertionError(f"{action} answered {answer.status}: {page[:2000]}")
        return answer.getheader("Location")

    def send_file(self, page_path, action, name, content):
        mark = "clausier-boundary"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
                 for key, value in self.form(page_path, action).items() if key != "clause_seulement"]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="fichier"; filename="{name}"\r\n'
                     "Content-Type: application/octet-stream\r\n\r\n".encode() + content + f"\r\n--{mark}--\r\n".encode())
        answer, page = self.ask("POST", action, b"".join(parts), f"multipart/form-data; boundary={mark}")
        if answer.status != 303:
            raise AssertionError(f"{action} answered {answer.status}: {page[:2000]}")
        return answer.getheader("Location")

    def sign_in(self, email, password):
        self.post("/connexion", self.form("/connexion", "/connexion") | {"courriel": email, "mot_de_passe": password})


class Server:
    def __init__(self, data, *visitors):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.process = subprocess.Popen([PROGRAM.binary, "serve", "--data", data, "--listen", f"127.0.0.1:{port}", "--json"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if not self.process.stdout.readline():
            raise AssertionError("the server does not start again")
        for visitor in visitors:
            visitor.port = port

    def end(self, how=signal.SIGKILL):
        self.process.send_signal(how)
        self.process.wait()
        self.process.stdout.close()


def contracts_of_round(number):
    """A DECP file of 2022 whose contracts are all told apart by the word of the round."""
    def contract(rank):
        return {"id": f"K{number:03d}R{rank:03d}", "acheteur": {"id": BUYER}, "nature": "Marché",
                "objet": f"Essai coupure{number:03d} lot d’ouvrages {rank}", "codeCPV": "45000000-7", "procedure": "Appel d'offres ouvert",
                "lieuExecution": {"code": "59", "typeCode": "Code département"}, "dureeMois": 12, "dateNotification": "2026-01-15",
                "datePublicationDonnees": "2026-01-20", "montant": 100000 + rank, "formePrix": "Ferme",
                "titulaires": [{"titulaire": {"id": "99900301500016", "typeIdentifiant": "SIRET"}}]}
    return json.dumps({"marches": {"marche": [contract(rank) for rank in range(RECORDS)]}}).encode("utf-8")


class Killed(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="clausier-kill-")
        self.addCleanup(self.scratch.cleanup)
        self.data = self.scratch.name + "/data"
        demo = PROGRAM.json("demo", "--data", self.data)
        self.passwords = {account["email"]: account["password"] for account in demo["accounts"]}
        self.draw = random.Random(20260630)

    def visitor(self, email):
        visitor = Visitor()
        server = Server(self.data, visitor)
        visitor.sign_in(email, self.passwords[email])
        server.end(signal.SIGTERM)
        return visitor

    def duration(self, visitor, act):
        server = Server(self.data, visitor)
        started = time.monotonic()
        act()
        spent = time.monotonic() - started
        server.end(signal.SIGTERM)
        return spent

    def acknowledged_before_death(self, visitor, act, delay):
        """Whether the last answer came before the kill; any other failure than the death itself is raised."""
        server = Server(self.data, visitor)
        outcome = {}

        def acting():
            try:
                act()
                outcome["acknowledged"] = True
            except (OSError, http.client.HTTPException):
                outcome["acknowledged"] = False
            except BaseException as fault:  # handed over to the test
                outcome["fault"] = fault

        thread = threading.Thread(target=acting)
        thread.start()
        time.sleep(delay)
        server.end()
        thread.join()
        if "fault" in outcome:
            raise outcome["fault"]
        return outcome["acknowledged"]

    def verify(self):
        checked = PROGRAM.json("verify", "--data", self.data)
        self.assertTrue(checked["ok"], checked["differences"])

    def test_imports_are_whole_or_absent(self):
        visitor = self.visitor(OFFICE_EMAIL)

        def act_of(number):
            def act():
                plan = visitor.send_file("/imports", "/imports", f"coupure{number:03d}.json", contracts_of_round(number))
                visitor.post(plan + "/appliquer", visitor.form(plan, plan + "/appliquer"))
            return act

        spent = self.duration(visitor, act_of(0))
        seen = {True: 0, False: 0}
        for number in range(1, ROUNDS + 1):
            acknowledged = self.acknowledged_before_death(visitor, act_of(number), self.draw.uniform(0, spent * 1.3))
            found = len(PROGRAM.json("contracts", "--search", f"coupure{number:03d}", "--data", self.data)["contracts"])
            self.assertIn(found, (RECORDS,) if acknowledged else (0, RECORDS), f"round {number}")
            self.verify()
            seen[found == RECORDS] += 1
        self.assertEqual(len(PROGRAM.json("contracts", "--search", "coupure000", "--data", self.data)["contracts"]), RECORDS)
        self.assertTrue(all(seen.values()), f"the moments were not spread: {seen}")

    def test_postings_are_whole_or_absent(self):
        visitor = self.visitor(FIRM_EMAIL)
        contracts = PROGRAM.json("contracts", "--data", self.data)["contracts"]
        lot = next(c["lots"][0]["id"] for c in contracts if c["uid"] == LOT_UID)
        month = f"/espace/{lot}/{MONTH}"

        def act_of(number):
            # Two days of a person who is employed there; the hours name the round.
            rows = ["Nom;Prénom;Date de naissance;Date;Nb heures"]
            rows += [f"ARROSOIR;Pascal;13/08/1968;{day:02d}/06/2026;{number // 10},{number % 10}" for day in (3, 4)]
            content = ("\n".join(rows) + "\n").encode("utf-8")

            def act():
                draft = visitor.send_file(month, month + "/fichier", f"juin-{number}.csv", content).removesuffix("/corriger")
                fields = visitor.form(draft + "/recapitulatif", draft + "/envoyer")
                visitor.post(draft + "/envoyer", {key: value or "oui" for key, value in fields.items()})
            return act

        def declared():
            return PROGRAM.json("position", "--lot", lot, "--until", "2026-06-30", "--data", self.data)["declared_seconds"]

        before = declared()
        spent = self.duration(visitor, act_of(1))
        standing = declared()
        self.assertEqual(standing - before, 2 * 360)
        seen = {True: 0, False: 0}
        for number in range(2, ROUNDS + 2):
            acknowledged = self.acknowledged_before_death(visitor, act_of(number), self.draw.uniform(0, spent * 1.3))
            now, fresh = declared(), before + 2 * 360 * number
            self.assertIn(now, (fresh,) if acknowledged else (standing, fresh), f"round {number}")
            self.verify()
            seen[now == fresh] += 1
            standing = now
        self.assertTrue(all(seen.values()), f"the moments were not spread: {seen}")


if __name__ == "__main__":
    PROGRAM = Program(sys.argv.pop(1))
    if len(sys.argv) > 1 and sys.argv[1].isdigit():
        ROUNDS = int(sys.argv.pop(1))
    unittest.main(verbosity=2)
