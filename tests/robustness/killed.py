#!/usr/bin/env python3
"""The real server, killed (SIGKILL) at random moments of an import and of a posting, started again.

After each kill `clausier verify` must be clean, everything acknowledged must be there, and what was not
acknowledged must be there whole or not at all.

    killed.py BINARY SHARE [KILLS]      KILLS of each kind, 50 by default; the seed is printed
"""
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

BINARY, SHARE = sys.argv[1], Path(sys.argv[2])
KILLS = int(sys.argv[3]) if len(sys.argv) > 3 else 50
SEED = int(os.environ.get("CLAUSIER_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
RECORDS = 60
FIRM_ACCOUNT = "paie@terrassements-exemple.example"
TIMESHEET = SHARE / "samples/timesheets/terrassements-de-l-exemple/2026-05-csne-lot-1.csv"
LOT_UID, MONTH = "CSNEX25L1", "2026-05"


def command(data, *arguments):
    done = subprocess.run([BINARY, *arguments, "--data", data, "--share", str(SHARE)], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(arguments)} : code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Server:
    def __init__(self, data):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen([BINARY, "serve", "--data", data, "--share", str(SHARE), "--listen", f"127.0.0.1:{self.port}"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise SystemExit("the server does not start")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Browser:
    """Keeps the session over restarts: sessions are in the database."""

    def __init__(self):
        self.cookies, self.token = {}, ""

    def request(self, server, method, path, body=None, kind=None):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, kept = value.split(";")[0].partition("=")
            self.cookies[name] = kept
        found = re.search(r'name="jeton" value="([^"]*)"', text)
        if found:
            self.token = found.group(1)
        connection.close()
        return answer.status, answer.headers.get("Location", ""), text

    def form(self, server, path, **fields):
        body = urllib.parse.urlencode({"jeton": self.token, **fields})
        return self.request(server, "POST", path, body, "application/x-www-form-urlencoded")

    def upload(self, server, path, field, name, content):
        edge = "----limite-de-clausier"
        body = (f'--{edge}\r\nContent-Disposition: form-data; name="jeton"\r\n\r\n{self.token}\r\n'
                f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
                f'Content-Type: application/octet-stream\r\n\r\n').encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self.request(server, "POST", path, body, f"multipart/form-data; boundary={edge}")

    def sign_in(self, server, email, password):
        self.request(server, "GET", "/connexion")
        status, where, _ = self.form(server, "/connexion", courriel=email, mot_de_passe=password)
        if status != 303 or where != "/tableau":
            raise SystemExit(f"sign-in of {email}: {status} {where}")
        self.request(server, "GET", "/tableau")


def contracts_file(number):
    record = {"id": "", "acheteur": {"id": "99900201700013"}, "nature": "Marché", "objet": "", "codeCPV": "45210000",
              "procedure": "Appel d'offres ouvert", "lieuExecution": {"code": "59300", "typeCode": "Code postal"}, "dureeMois": 12,
              "dateNotification": "2025-03-03", "datePublicationDonnees": "2025-04-01", "montant": 100000,
              "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "99900302300010"}}],
              "considerationsSociales": {"considerationSociale": ["Clause sociale"]}}
    records = [{**record, "id": f"KILL{number}R{i}", "objet": f"Essai d'arrêt numéro {number} enregistrement {i}"} for i in range(RECORDS)]
    return json.dumps({"marches": {"marche": records, "contrat-concession": []}}).encode()


def imported(data, number):
    found = json.loads(command(data, "contracts", "--search", f"essai arret numero {number}", "--json"))["contracts"]
    return sum(1 for c in found if f"numéro {number} " in c["object"])


def timesheet(number):
    lines = TIMESHEET.read_bytes().decode("cp1252").splitlines()
    cells = lines[1].split(";")
    cells[4] = f"{20 + number},00"
    kept = [lines[0], ";".join(cells)] + lines[2:]
    # The sheet's own total would differ, and a warning would have to be ticked: it is left out.
    return "\r\n".join(line for line in kept if not line.upper().startswith("TOTAL")).encode("cp1252")


def month_seconds(data, lot):
    # Declared on the lot until the end of the month minus declared until its eve: the month alone.
    until = lambda day: json.loads(command(data, "position", "--lot", lot, "--until", day, "--json"))["declared_seconds"]
    return until("2026-05-31") - until("2026-04-30")


def expected_seconds(number):
    total = 0
    for line in timesheet(number).decode("cp1252").splitlines()[1:]:
        whole, _, cents = line.split(";")[4].partition(",")
        total += int(whole) * 3600 + int(cents.ljust(2, "0")) * 36
    return total


def check_verified(data, what):
    report = json.loads(command(data, "verify", "--json"))
    if not report["ok"]:
        raise SystemExit(f"{what}: verify finds {report['differences']}")


def run_killed(data, deadline, work):
    """Starts a server, runs work(server) in a thread, kills after `deadline` seconds; what work acknowledged."""
    server = Server(data)
    acknowledged = {}

    def run():
        started = time.monotonic()
        try:
            work(server, acknowledged)
            acknowledged["seconds"] = time.monotonic() - started
        except (OSError, http.client.HTTPException):
            pass  # the server died under the request: nothing more was acknowledged

    thread = threading.Thread(target=run)
    thread.start()
    if deadline is None:
        thread.join()
    else:
        time.sleep(deadline)
    server.kill()
    thread.join()
    return acknowledged


def import_work(browser, number):
    def work(server, acknowledged):
        browser.request(server, "GET", "/imports")
        status, plan, text = browser.upload(server, "/imports", "fichier", f"essai-{number}.json", contracts_file(number))
        if status != 303:
            raise SystemExit(f"import {number}: {status} {text[:400]}")
        status, _, text = browser.form(server, plan + "/appliquer")
        if status != 303:
            raise SystemExit(f"apply {number}: {status} {text[:400]}")
        acknowledged["applied"] = True
    return work


def posting_work(browser, lot, number):
    def work(server, acknowledged):
        browser.request(server, "GET", f"/espace/{lot}/{MONTH}")
        status, draft, text = browser.upload(server, f"/espace/{lot}/{MONTH}/fichier", "fichier", f"mai-{number}.csv", timesheet(number))
        if status != 303:
            raise SystemExit(f"timesheet {number}: {status} {text[:400]}")
        sheet = re.match(r"/espace/import/([^/?]+)", draft).group(1)
        acknowledged["received"] = True
        browser.request(server, "GET", f"/espace/import/{sheet}/recapitulatif")
        status, where, text = browser.form(server, f"/espace/import/{sheet}/envoyer", alertes="oui")
        if status != 303 or not where.startswith(f"/espace/import/{sheet}/recu"):
            raise SystemExit(f"posting {number}: {status} {where} {re.sub('<[^>]*>', ' ', text)[:1500]}")
        acknowledged["posted"] = True
    return work


def kill_imports(data, browser):
    whole = run_killed(data, None, import_work(browser, 0))["seconds"]
    counts = {"acknowledged": 0, "whole": 0, "nothing": 0}
    for number in range(1, KILLS + 1):
        acknowledged = run_killed(data, random.uniform(0, whole * 2), import_work(browser, number))
        check_verified(data, f"import {number}")
        found = imported(data, number)
        if found not in (0, RECORDS):
            raise SystemExit(f"import {number}: {found} of {RECORDS} records are visible")
        if acknowledged.get("applied") and found != RECORDS:
            raise SystemExit(f"import {number} was acknowledged and is lost")
        counts["acknowledged"] += bool(acknowledged.get("applied"))
        counts["whole" if found else "nothing"] += 1
    print(f"imports: {KILLS} kills, {counts}")


def kill_postings(data, browser, lot):
    whole = run_killed(data, None, posting_work(browser, lot, 0))["seconds"]
    if month_seconds(data, lot) != expected_seconds(0):
        raise SystemExit(f"the first posting gives {month_seconds(data, lot)} s instead of {expected_seconds(0)} s")
    standing, counts = 0, {"acknowledged": 0, "new": 0, "former": 0}
    for number in range(1, KILLS + 1):
        acknowledged = run_killed(data, random.uniform(0, whole * 2), posting_work(browser, lot, number))
        check_verified(data, f"posting {number}")
        declared = month_seconds(data, lot)
        if declared not in (expected_seconds(standing), expected_seconds(number)):
            raise SystemExit(f"posting {number}: {declared} s is neither the former sheet nor the new one")
        if acknowledged.get("posted") and declared != expected_seconds(number):
            raise SystemExit(f"posting {number} was acknowledged and is lost")
        counts["acknowledged"] += bool(acknowledged.get("posted"))
        if declared == expected_seconds(number):
            standing = number
            counts["new"] += 1
        else:
            counts["former"] += 1
    print(f"postings: {KILLS} kills, {counts}")


def main():
    print(f"seed {SEED}")
    random.seed(SEED)
    folder = tempfile.mkdtemp(prefix="clausier-killed-")
    try:
        data = folder + "/data"
        accounts = {}
        for line in command(data, "demo").splitlines():
            words = line.split()
            for email, password in zip(words, words[1:]):
                if "@" in email:
                    accounts[email] = password
        facilitator = next(email for email in accounts if "plie" in email)
        lots = json.loads(command(data, "contracts", "--search", LOT_UID, "--json"))["contracts"]
        lot = lots[0]["lots"][0]["id"]
        server = Server(data)
        importer, sender = Browser(), Browser()
        importer.sign_in(server, facilitator, accounts[facilitator])
        sender.sign_in(server, FIRM_ACCOUNT, accounts[FIRM_ACCOUNT])
        server.kill()
        kill_imports(data, importer)
        kill_postings(data, sender, lot)
    finally:
        shutil.rmtree(folder)


main()
