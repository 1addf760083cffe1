#!/usr/bin/python3
"""Recomputes every explained step of every sample lot, from the step's own inputs, and compares.

Shares nothing with the engine: whole numbers and fractions of Python, dates of the standard library.

    recompute_steps.py BINARY [DATA]      (without DATA the demonstration is loaded first)
    recompute_steps.py --steps FILE       (steps of generated portfolios, one JSON object a line)
"""
import datetime
import json
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
NUMBERS = {"s", "hours", "cents", "cents_per_hour", "basis_points", "days", "months", "count", "hundredths"}
ROUNDED = {"floor": math.floor, "ceil": math.ceil, "nearest": lambda value: math.floor(value + Fraction(1, 2))}
WHOLE = 10_000  # basis points


def withheld(step):
    """Small head counts are not told to those who buy: such a step cannot be done again, and says so."""
    return any(part["unit"] == "mask" for part in step["inputs"] + [step])


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


def growing_state(step, pace=None):
    """What still grows with the execution is never done before its end."""
    if step.until > step.last_day:
        return "done" if step.counted >= step.owed else "missed"
    if step.until < step.first_day:
        return "not_started"
    if pace is None:
        return "on_pace"
    for code, limit in (("ahead", step.ahead_from), ("on_pace", step.on_pace_from), ("to_watch", step.to_watch_from)):
        if pace >= limit:
            return code
    return "late"


def reserved_state(step):
    if sum(step.named("reserved_missing")) == 0:
        return step.state
    return "missed" if step.until > step.last_day else "to_watch"


def days(first, last):
    return (last - first).days + 1


def elapsed(step):
    return clamp(0, days(step.first_day, step.until), days(step.first_day, step.last_day))


def bracket(step):
    owed = 0
    for least, hours in zip(step.named("bracket_from"), step.named("bracket_hours")):
        if step.amount >= least:
            owed = hours
    return owed


def order_hours(step):
    exact = step.amount * step.labour_share * step.insertion_rate / WHOLE / WHOLE / step.hourly_cost
    return step.rounded(exact) * 3600


def share_of_hours(step):
    return step.rounded(step.all_hours * step.rate / WHOLE / 3600) * 3600


def after_waivers(step):
    return max(0, step.before - sum(step.named("waived")))


def easter(year):
    """Meeus's algorithm, from its printed table."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return datetime.date(year, month, (h - m + r + month + 19) % 32)


def holiday(day):
    fixed = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
    return (day.month, day.day) in fixed or (day - easter(day.year)).days in (1, 39, 50)


def delay(step, working):
    one = datetime.timedelta(days=1)
    day, count = step.delay_from if step.first_day_counts == "1" else step.delay_from + one, 0
    while day <= step.delay_until:
        count += not working or (day.weekday() < 5 and not holiday(day))
        day += one
    return count


def penalty_total(step):
    room = [max(0, cap - sum(step.named("penalty_applied"))) for cap in step.named("penalty_cap")]
    return min([sum(step.named("penalty_part"))] + room)


def credited(step):
    return sum(value for name, value in step.inputs if name != "pooled_out") - sum(step.named("pooled_out"))


def sum_named(name):
    return lambda step: sum(step.named(name))


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

# What only some clauses, or some executions, lead to: the samples need not show them all, generated portfolios do.
RARER = {
    "owed.amended": lambda s: s.amended,
    "owed.waived": after_waivers,
    "forecast.waived": after_waivers,
    "owed.part": lambda s: s.hours,
    "owed.sum": sum_named("part"),
    "due.sum": sum_named("part"),
    "owed.bracket": bracket,
    "owed.fte": lambda s: s.fte * s.year / 100 / 3600,
    "owed.people": lambda s: s.people,
    "due.people_linear": lambda s: s.rounded(s.owed * elapsed(s) / days(s.first_day, s.last_day)),
    "due.people_at_end": lambda s: s.owed if s.until >= s.last_day else 0,
    "amount.invoiced": lambda s: max(0, sum(s.named("invoice"))),
    "amount.ordered": sum_named("order"),
    "amount.ordered_in_all": sum_named("order"),
    "amount.expected": lambda s: max([s.known, s.ordered] + s.named("estimated")),
    "due.accrued": lambda s: s.owed,
    "work.all_hours": sum_named("month"),
    "work.all_hires": sum_named("hires"),
    "owed.indeterminate": lambda s: "indeterminate" if s.named("missing_month") else None,
    "owed.share_of_hours": share_of_hours,
    "owed.share_of_hires": lambda s: s.rounded(s.all_hires * s.rate / WHOLE),
    "forecast.whole": lambda s: s.owed + sum(s.named("change")),
    "forecast.sum": sum_named("part"),
    "forecast.share_of_hours": share_of_hours,
    "credit.weighting": lambda s: s.rounded(s.raw * (s.coefficient - WHOLE) / WHOLE),
    "credit.weighted_hours": lambda s: s.raw - sum(s.named("allocated")),
    "credit.weighting_sum": sum_named("part"),
    "credit.opening": sum_named("opening"),
    "credit.service": lambda s: s.rounded(s.amount * s.labour_share / WHOLE * 3600 / s.hourly_cost),
    "credit.service_outside": lambda s: 0 if not s.first_day <= s.bought_on <= s.last_day else None,
    "credit.services_sum": sum_named("part"),
    "credit.services": lambda s: min(s.services, s.rounded(s.owed * s.cap / WHOLE)),
    "credit.pooled_in": sum_named("allocated"),
    "credit.pooled_out": sum_named("allocated"),
    "credit.total": credited,
    "people.counted": lambda s: s.people - s.under_minimum,
    "people.missing": lambda s: max(0, s.due - s.counted),
    "reserved.owed": lambda s: s.rounded(s.owed * s.reserved_share / WHOLE),
    "reserved.due": lambda s: s.rounded(s.due * s.reserved_share / WHOLE),
    "reserved.owed_people": lambda s: s.rounded(s.owed * s.reserved_share / WHOLE),
    "reserved.due_people": lambda s: s.rounded(s.due * s.reserved_share / WHOLE),
    "reserved.counted": lambda s: s.by_criterion + s.by_home,
    "reserved.pooled": lambda s: s.counted + sum(s.named("pooled_in")) - sum(s.named("pooled_out")),
    "reserved.missing": lambda s: max(0, s.due - s.counted),
    "state.by_pace_growing": lambda s: growing_state(s, s.pace),
    "state.nothing_due_growing": growing_state,
    "state.indeterminate": lambda s: s.owed,
    "state.reserved": reserved_state,
    "exposure.no_index": lambda s: "indeterminate",
    "penalty.hours": lambda s: s.rounded(s.missing * s.penalty / 3600),
    "penalty.left": lambda s: max(0, s.missing - s.settled),
    "penalty.indexed": lambda s: s.rounded(s.index * s.times / 100),
    "penalty.calendar_days": lambda s: delay(s, working=False),
    "penalty.working_days": lambda s: delay(s, working=True),
    "penalty.documents": lambda s: s.delay_days * s.per_day,
    "penalty.absence": lambda s: s.fee,
    "penalty.total": penalty_total,
    "consortium.balance": lambda s: s.counted - (s.share + s.taken - s.passed),
    "consultation.above": lambda s: "required" if s.estimated >= s.threshold else None,
    "consultation.below": lambda s: "not_required" if s.estimated < s.threshold else None,
    "consultation.before": lambda s: "not_required" if s.launched_on < datetime.date(2026, 8, 22) else None,
    "consultation.derogation": lambda s: "not_required" if s.estimated >= s.threshold else None,
    "consultation.works_alone": lambda s: "required" if s.estimated >= s.threshold else None,
    "consultation.defence": lambda s: "not_required",
    "consultation.no_date": lambda s: "undecidable",
    "consultation.no_threshold": lambda s: "undecidable",
    "rhythm.recent": sum_named("month"),
    "rhythm.days": sum_named("month_days"),
    "rhythm.days_left": lambda s: days(s.first_day, s.last_day),
    "rhythm.to_come": lambda s: s.rounded(max(0, s.recent) * s.days_left / s.days),
    "rhythm.at_end": lambda s: s.credited + s.to_come,
    "rhythm.short": lambda s: max(0, s.forecast - s.at_end),
}
for family in ("owed", "forecast"):
    RARER |= {
        f"{family}.labour_part": lambda s: s.amount * s.labour_share / WHOLE,
        f"{family}.insertion_amount": lambda s: s.labour_part * s.insertion_rate / WHOLE,
        f"{family}.exact_hours": lambda s: s.insertion_amount / s.hourly_cost,
        f"{family}.rounded": lambda s: s.rounded(s.exact_hours) * 3600,
        f"{family}.above_threshold": lambda s: max(0, s.amount - s.threshold),
        f"{family}.from_first_euro": lambda s: s.amount if s.amount > s.threshold else 0,
        f"{family}.tranches": lambda s: s.rounded(s.above / s.tranche),
        f"{family}.per_tranche": lambda s: s.tranches * s.hours,
        f"{family}.order": order_hours,
    }
KNOWN = RARER | RULES

# What the answer says of the lot, and the step that must give it: the last one with such a rule.
ANSWERS = {
    "owed_seconds": ("owed.fixed", "owed.rounded", "owed.contractual", "owed.bracket", "owed.per_tranche", "owed.amended",
                     "owed.waived", "owed.sum", "owed.share_of_hours"),
    "due_seconds": ("due.linear", "due.at_end", "due.sum", "due.accrued"),
    "declared_seconds": ("hours.declared",), "counted_seconds": ("hours.counted",), "pending_seconds": ("hours.pending",),
    "rejected_seconds": ("hours.rejected",), "uncountable_seconds": ("hours.uncountable",),
    "missing_seconds": ("hours.missing",), "state": ("state.by_pace", "state.nothing_due", "clause.none", "state.by_pace_growing",
                                                        "state.nothing_due_growing", "state.indeterminate", "state.reserved"),
}


# What follows from a position, where it has an answer: (object, member) and the rule of the step that must give it.
FOLLOWING = {("rhythm", "rhythm_end_seconds"): "rhythm.at_end", ("rhythm", "rhythm_short_seconds"): "rhythm.short",
             ("proposal", "proposed_cents"): "penalty.total"}
OF_FOLLOWING = {"rhythm.recent", "rhythm.days", "rhythm.days_left", "rhythm.to_come", "rhythm.at_end", "rhythm.short",
                "penalty.hours", "penalty.total"}  # the samples must show them


class Recomputation:
    def __init__(self):
        self.faults = []
        self.rules = Counter()

    def check(self, holds, where, what):
        if not holds:
            self.faults.append(f"{where}: {what}")

    def step(self, where, step, former):
        if step.rule not in KNOWN:
            self.check(False, where, f"rule {step.rule} is not known here")
            return
        if withheld(step.printed):
            self.rules[step.rule] += 1
            return
        again = KNOWN[step.rule](step)
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
            if printed["rule"] == "source":
                continue  # says who stated a figure: nothing to compute
            self.step(f"{where} {printed['id']}", Step(printed), former)
            former[printed["id"]] = printed
        for key, rules in ANSWERS.items():
            given = [s["result"] for s in position["steps"] if s["rule"] in rules]
            if given:
                self.check(str(position[key]) == given[-1], where, f"{key} is {position[key]}, the steps say {given[-1]}")
        self.following(where, position)
        owes_nothing_known = position["state"] in ("no_clause", "indeterminate") or any(s["rule"] == "people.missing" for s in position["steps"])
        self.check(owes_nothing_known == (position["owed_seconds"] is None), where, "null is owed without a known number of hours")


    def following(self, where, position):
        for (about, member), rule in FOLLOWING.items():
            given = [s["result"] for s in position["steps"] if s["rule"] == rule]
            answer = (position[about] or {}).get(member)
            said = [] if answer is None else [str(answer)]
            self.check(said == given, where, f"{about}.{member} is {said}, the steps say {given}")
        for printed in position["steps"]:
            taken = printed["rule"] == "source" and printed["result"] == "position"
            self.check(not taken, where, "a step does not say which step of the position it goes on from")


def recompute_generated(path):
    again = Recomputation()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            printed = json.loads(line)
            former = {}
            for step in printed["steps"]:
                again.step(f"{printed['about']} {step['id']}", Step(step), former)
                former[step["id"]] = step
    missing = sorted(set(KNOWN) - set(again.rules) - {"clause.none"})
    again.check(not missing, "generated", f"no step with {', '.join(missing)}")
    return again


def finish(again, what):
    for fault in again.faults[:50]:
        print(fault)
    print(f"{what}, {sum(again.rules.values())} steps recomputed, {len(again.faults)} faults")
    sys.exit(1 if again.faults else 0)


def main():
    if sys.argv[1] == "--steps":
        finish(recompute_generated(sys.argv[2]), "generated portfolios")
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
    missing = sorted((set(RULES) | OF_FOLLOWING) - set(again.rules))
    again.check(examined >= STEPS_MIN, "samples", f"only {examined} steps were examined")
    again.check(not missing, "samples", f"no step with {', '.join(missing)}")
    finish(again, f"{len(lots)} lots")


if __name__ == "__main__":
    main()
