#!/usr/bin/python3
"""Recomputes every explained step of every sample lot, from the step's own inputs, and compares.

Shares nothing with the engine: whole numbers and fractions of Python, dates of the standard library.

    recompute_steps.py BINARY [DATA]      (without DATA the demonstration is loaded first)
"""
import datetime
import math
import sys
import tempfile
from collections import Counter
from fractions import Fraction
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from program import Program  # noqa: E402

STEPS_MIN = 2000  # fewer means that lots, dates or steps went missing
MONTH_ENDS = ["2025-05-31", "2025-07-31", "2025-09-30", "2025-10-15", "2025-12-31", "2026-02-28", "2026-03-31", "2026-04-30",
              "2026-05-31", "2026-06-30", "2026-09-30", "2026-12-31", "2027-05-18", "2027-12-31"]
NUMBERS = {"s", "hours", "cents", "cents_per_hour", "basis_points", "days", "months", "count"}
ROUNDED = {"floor": math.floor, "ceil": math.ceil, "nearest": lambda value: math.floor(value + Fraction(1, 2))}
WHOLE = 10_000  # basis points


def value_of(text, unit):
    if unit in NUMBERS:
        return Fraction(text)
    return datetime.date.fromisoformat(text) if unit == "date" else text


class Step:
    def __init__(self, printed):
        self.printed = printed
        self.rule = printed["rule"]
        self.inputs = [(i["name"], value_of(i["value"], i["unit"])) for i in printed["inputs"]]
        self.result = value_of(printed["result"], printed["unit"])

    def __getattr__(self, name):
        found = [value for known, value in self.inputs if known == name]
        if len(found) != 1:
            raise AssertionError(f"step {self.rule} has {len(found)} inputs named {name}")
        return found[0]

    def named(self, name):
        return [value for known, value in self.inputs if known == name]

    def rounded(self, value):
        return ROUNDED[self.printed["rounding"]](value)


def clamp(low, value, high):
    return max(low, min(value, high))


def state(step, pace=None):
    if step.counted >= step.owed:
        return "done"
    if step.until < step.first_day:
        return "not_started"
    if step.until > step.last_day:
        return "missed"
    if pace is None:
        return "on_pace"
    for code, limit in (("ahead", step.ahead_from), ("on_pace", step.on_pace_from), ("to_watch", step.to_watch_from)):
        if pace >= limit:
            return code
    return "late"


def days(first, last):
    return (last - first).days + 1


RULES = {
    "owed.fixed": lambda s: s.hours,
    "owed.labour_part": lambda s: s.amount * s.labour_share / WHOLE,
    "owed.insertion_amount": lambda s: s.labour_part * s.insertion_rate / WHOLE,
    "owed.exact_hours": lambda s: s.insertion_amount / s.hourly_cost,
    "owed.rounded": lambda s: s.rounded(s.exact_hours) * 3600,
    "owed.contractual": lambda s: s.contractual,
    "due.total_days": lambda s: days(s.first_day, s.last_day),
    "due.elapsed_days": lambda s: clamp(0, days(s.first_day, s.until), days(s.first_day, s.last_day)),
    "due.linear": lambda s: s.rounded(s.owed * s.elapsed_days / s.total_days),
    "due.at_end": lambda s: s.owed if s.until >= s.last_day else 0,
    "hours.counted": lambda s: sum(s.named("month")),
    "hours.pending": lambda s: sum(s.named("month")),
    "hours.rejected": lambda s: sum(s.named("month")),
    "hours.uncountable": lambda s: sum(s.named("month")),
    "hours.declared": lambda s: s.counted + s.pending + s.rejected + s.uncountable,
    "hours.missing": lambda s: max(0, s.due - s.counted),
    "exposure.penalty": lambda s: s.rounded(s.missing * s.penalty / 3600),
    "state.pace": lambda s: s.rounded(s.counted * WHOLE / s.due),
    "state.by_pace": lambda s: state(s, s.pace),
    "state.nothing_due": state,
    "clause.none": lambda s: "no_clause",
}

# What the answer says of the lot, and the step that must give it: the last one with such a rule.
ANSWERS = {
    "owed_seconds": ("owed.fixed", "owed.rounded", "owed.contractual"), "due_seconds": ("due.linear", "due.at_end"),
    "declared_seconds": ("hours.declared",), "counted_seconds": ("hours.counted",), "pending_seconds": ("hours.pending",),
    "rejected_seconds": ("hours.rejected",), "uncountable_seconds": ("hours.uncountable",),
    "missing_seconds": ("hours.missing",), "state": ("state.by_pace", "state.nothing_due", "clause.none"),
}


class Recomputation:
    def __init__(self):
        self.faults = []
        self.rules = Counter()

    def check(self, holds, where, what):
        if not holds:
            self.faults.append(f"{where}: {what}")

    def step(self, where, step, former):
        if step.rule not in RULES:
            self.check(False, where, f"rule {step.rule} is not known here")
            return
        again = RULES[step.rule](step)
        self.check(again == step.result, where, f"{step.rule} gives {again}, printed {step.result}")
        for given in step.printed["inputs"]:
            if given["from"] in former:  # what is taken from a former step is what that step gave
                source = former[given["from"]]
                same = (given["value"], given["unit"]) == (source["result"], source["unit"])
                self.check(same, where, f"{step.rule}: {given['name']} is not the result of {given['from']}")
        self.rules[step.rule] += 1

    def position(self, where, position):
        former = {}
        for printed in position["steps"]:
            self.step(f"{where} {printed['id']}", Step(printed), former)
            former[printed["id"]] = printed
        for key, rules in ANSWERS.items():
            given = [s["result"] for s in position["steps"] if s["rule"] in rules]
            if given:
                self.check(str(position[key]) == given[-1], where, f"{key} is {position[key]}, the steps say {given[-1]}")
        no_clause = position["state"] == "no_clause"
        self.check(no_clause == (position["owed_seconds"] is None), where, "only a lot without clause owes null")


def main():
    program = Program(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        data = sys.argv[2] if len(sys.argv) > 2 else scratch + "/data"
        if len(sys.argv) <= 2:
            program.json("demo", "--data", data)
        lots = [lot["id"] for contract in program.json("contracts", "--data", data)["contracts"] for lot in contract["lots"]]
        again = Recomputation()
        for lot in lots:
            for until in MONTH_ENDS:
                where = f"lot {lot} until {until}"
                again.position(where, program.json("position", "--data", data, "--lot", lot, "--until", until, "--explain"))
    examined = sum(again.rules.values())
    missing = sorted(set(RULES) - set(again.rules))
    again.check(examined >= STEPS_MIN, "samples", f"only {examined} steps were examined")
    again.check(not missing, "samples", f"no step with {', '.join(missing)}")
    for fault in again.faults[:50]:
        print(fault)
    print(f"{len(lots)} lots, {examined} steps recomputed, {len(again.faults)} faults")
    sys.exit(1 if again.faults else 0)


if __name__ == "__main__":
    main()
