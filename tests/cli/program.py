"""Runs the program under test: what it printed, what it answered with."""
import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "samples"


class Run:
    def __init__(self, completed):
        self.code = completed.returncode
        self.out = completed.stdout.decode("utf-8")
        self.err = completed.stderr.decode("utf-8")

    @property
    def json(self):
        """Exactly one JSON object on standard output, keys in the order printed."""
        value, end = json.JSONDecoder(object_pairs_hook=refuse_twice).raw_decode(self.out)
        if self.out[end:].strip() or not isinstance(value, dict):
            raise AssertionError("standard output is not one JSON object: " + self.out[:200])
        return value


def refuse_twice(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise AssertionError(f"key given twice: {keys}")
    return dict(pairs)


class Program:
    def __init__(self, binary):
        self.binary = str(Path(binary).resolve())

    def run(self, *words, cwd=None, environment=None):
        return Run(subprocess.run([self.binary, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  cwd=cwd, env={**os.environ, **(environment or {})}, timeout=300, check=False))

    def json(self, *words):
        run = self.run(*words, "--json")
        if run.code != 0:
            raise AssertionError(f"{words} answered {run.code}: {run.err}")
        return run.json
