"""The figures that decided a light, as lines of a name and a sentence: how the share was reckoned, against what."""

from collections.abc import Iterator
from typing import Any

from xiaxian_tasks.language import N_, _
from xiaxian_tasks.wording import words

Sheet = dict[str, Any]
Line = tuple[str, str]

BRIEF = {
    "not-issued": N_("not issued"), "no-report": N_("no report"), "stale": N_("report too old"),
    "noted": N_("reported on"), "overdue": N_("past its day"), "near-due": N_("near its day"),
    "below-growth": N_("grows too little"), "breached": N_("breached"), "held": N_("kept"), "no-pace": N_("in hand"),
    "on-pace": N_("on pace"), "slightly-behind": N_("slightly behind"), "behind": N_("behind pace"),
    "far-behind": N_("far behind pace"), "undated": N_("no day set"), "not-yet-due": N_("not yet due"),
    "missed": N_("missed"), "in-grace": N_("in its days of grace"), "waiting": N_("waits for its event"),
    "done-in-turn": N_("done in turn"),
}
"""A reason in two or three words, without figures: for days to come."""

COUNTED = {
    "months": N_("{done} of {whole} months"), "calendar_days": N_("{done} of {whole} days"),
    "working_days": N_("{done} of {whole} working days"),
}
SIDES = {
    "ahead": N_("ahead"), "below-yellow": N_("behind by less than yellow"), "from-yellow": N_("yellow"),
    "beyond-red": N_("red"),
}
CYCLES = {
    "week": N_("a report a week"), "half-month": N_("a report each half month"), "month": N_("a report a month"),
    "quarter": N_("a report a quarter"),
}
FIGURES = {
    "yellow": N_("yellow"), "red": N_("red"), "spans": N_("working days left by span"), "near": N_("working days left"),
    "cycle": N_("cycle of reports"), "grace": N_("days of grace"), "occurrence_grace": N_("days of grace of a turn"),
    "receipt": N_("days for signing"), "reply": N_("days for answering"), "recheck": N_("days to the recheck"),
    "extension": N_("days a director may grant"), "shift": N_("turns on days that are not worked"),
}
SHIFTS = {
    "none": N_("due on the day itself"), "next": N_("off to the next working day"),
    "previous": N_("off to the working day before"),
}


def of_duty(duty: Sheet, *, is_place_told: bool = False) -> Iterator[Line]:
    """The figures of one target, milestone or recurrence, in the order in which they decide.

    `is_place_told`: where it is printed was told for the whole task already.
    """
    why = duty["why"]
    if why.get("share"):
        yield _("share done"), _done(duty, why["share"])
    if why.get("pace"):
        yield _("share due"), _due(duty, why["pace"])
        if duty["gap"] is not None:
            yield _("gap"), _gap(duty, why["pace"])
    if why.get("clock"):
        yield _("last day"), clock(why["clock"])
    if why.get("turn"):
        yield _("open day"), _turn(why["turn"])
    if why.get("stale"):
        yield _("report"), stale(why["stale"])
    if not is_place_told:
        yield _("printed in"), printed(why["printed_in"])
    if why["next"]:
        yield _("next"), coming(why["next"])


def coming(step: Sheet) -> str:
    """The next step: from which day which light."""
    return _("from {day} {light}: {reason}").format(
        day=step["on"], light=words.light(step["light"]), reason=brief(step)
    )


def brief(lit: Sheet) -> str:
    """A reason in two or three words; that of a light that needs none is the light."""
    return words.word(BRIEF, lit["reason"]) if lit["reason"] else words.light(lit["light"])


def printed(place: Sheet) -> str:
    """Where a duty stands in its document."""
    return " ".join(part for part in (place["document"], place["clause"]) if part)


def rule(found: Sheet) -> Iterator[Line]:
    """The rule a task is lit by, its source, and what its plan sets otherwise."""
    title = found["title"]
    yield _("rule"), title if found["chosen"] else _("{rule} (the house's own)").format(rule=title)
    yield _("taken from"), found["source"]
    if found["own"]:
        own = [f"{words.word(FIGURES, key)} {_figure(found[key])}" for key in found["own"]]
        yield _("set by the plan"), words.joined(own)


def stale(found: Sheet) -> str:
    """From when the last report is too old, and by what."""
    return _("of {last}, too old from {day} ({cycle}, {grace} of grace)").format(
        last=found["last"], day=found["from"], cycle=words.word(CYCLES, found["cycle"]),
        grace=words.days(found["grace"]),
    )


def clock(found: Sheet) -> str:
    """The last day with what is left of it, and from when it is near."""
    if found["late"]:
        return _("{day}, {days} past").format(day=found["due"], days=words.days(found["late"]))
    text = _("{day}, {left} left; near with {allowed} left, from {near} ({span} from the start)").format(
        day=found["due"], left=words.working_days(found["left"]), allowed=words.working_days(found["allowed"]),
        near=found["near_from"], span=words.days(found["span"]),
    )
    return _("{text}; provisional").format(text=text) if found["provisional"] else text


def _turn(found: Sheet) -> str:
    return _("{day}; near from {near} ({allowed} left), missed from {missed} ({grace} of grace)").format(
        day=found["due"], near=found["near_from"], allowed=words.working_days(found["allowed"]),
        missed=found["missed_from"], grace=words.days(found["grace"]),
    )


def _done(duty: Sheet, share: Sheet) -> str:
    latest, unit = duty["latest"], duty["unit"]
    reckoned = f"{latest} ÷ {share['to']}"
    if share["from"] != "0":
        reckoned = f"({latest} − {share['from']}) ÷ ({share['to']} − {share['from']})"
    text = _("{reckoned} {unit} = {share}, of {day}").format(
        reckoned=reckoned, unit=unit, share=words.percent(duty["progress"]), day=duty["latest_as_of"]
    )
    if duty["rows"]:
        text = _("{text}; {reported}/{rows} reported").format(
            text=text, reported=duty["rows_reported"], rows=duty["rows"]
        )
    return text


def _due(duty: Sheet, pace: Sheet) -> str:
    if pace["between"]:
        (first, low), (last, high) = pace["between"]
        reckoned = _("between {low} on {first} and {high} on {last}").format(
            low=words.percent(float(low)), first=first, high=words.percent(float(high)), last=last
        )
    else:
        reckoned = words.word(COUNTED, pace["unit"]).format(done=pace["done"], whole=pace["whole"])
    return _("{reckoned} = {share} ({start} to {end})").format(
        reckoned=reckoned, share=words.percent(duty["expected"]), start=pace["from"], end=pace["to"]
    )


def _gap(duty: Sheet, pace: Sheet) -> str:
    share, due = words.percent(duty["progress"]), words.percent(duty["expected"])
    if duty["kind"] == "at_most":
        share, due = due, share
    if pace["red"] is None:
        limits = _("yellow from {yellow}, never red by pace").format(yellow=pace["yellow"])
    else:
        limits = _("yellow from {yellow}, red beyond {red}").format(yellow=pace["yellow"], red=pace["red"])
    return _("{share} − {due} = {gap} points; {limits} behind: {side}").format(
        share=share, due=due, gap=words.points(duty["gap"]), limits=limits, side=words.word(SIDES, pace["side"])
    )


def _figure(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(f"{span or '∞'}:{left}" for span, left in value)
    return "-" if value is None else words.word(SHIFTS, value) if value in SHIFTS else str(value)
