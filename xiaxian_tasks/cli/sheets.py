"""A task whole, for reading: source, bodies, light with its reason, targets, milestones, recurrences, history."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from xiaxian_tasks.cli import entries, outlet, tables
from xiaxian_tasks.domain.days import WorkDays
from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.wording import forecasts, grounds, life, months, reasons, rules, words


def put_sheet(sheet: Sheet, on: date, workdays: WorkDays, may: list[str]) -> None:
    """Print a task for reading; `may` are the kinds of step to tell of as open."""
    outlet.put(f"{sheet['id']}  {outlet.one_line(sheet['title'])}")
    entries.put_light(sheet, on, workdays)
    outlet.put()
    tables.pairs(_about(sheet))

    def said(duty: Sheet) -> str:
        return reasons.lit(duty["light"], reasons.of_duty(duty, sheet, on, workdays))

    _put_targets(sheet, said)
    _put_duties(_("Milestones"), sheet["milestones"], sheet, said)
    _put_duties(_("Recurrences"), sheet["recurrences"], sheet, said)
    if sheet["policy_figures"]:
        outlet.put(f"\n{_('Policy figures')}")
        for figure in sheet["policy_figures"]:
            outlet.put(f"  {outlet.one_line(figure['what'])}  {figure['value']}{figure['unit']}")
    _put_lines(_("Parts"), life.parts(sheet))
    _put_lines(_("To be answered"), life.questions(sheet))
    if told := life.open_steps(may):
        outlet.put(f"\n{told}")
    if sheet.get("evidence"):
        outlet.put("\n" + _("Evidence"))
        for paper in sheet["evidence"]:
            size = words.word(words.EVIDENCE, paper["state"]) if paper["size"] is None else words.size(paper["size"])
            told = _("entry {seq}  {name}  {size}")
            outlet.put(f"  {told.format(seq=paper['seq'], name=outlet.one_line(paper['name']), size=size)}")
    if sheet.get("history"):
        outlet.put(f"\n{_('History')}")
        names = entries.names_of(sheet)
        for entry in sheet["history"]:
            outlet.put(f"  {entries.line(entry, names)}")


def _put_lines(heading: str, lines: Iterable[str]) -> None:
    for number, line in enumerate(lines):
        if not number:
            outlet.put(f"\n{heading}")
        outlet.put(f"  {outlet.one_line(line)}")


def _about(sheet: Sheet) -> list[tuple[str, Any]]:
    return [
        (_("source"), " ".join(part for part in (sheet["document"], sheet["clause"] or sheet["number"]) if part)),
        (_("section"), sheet["section"]),
        (_("lead"), words.joined(sheet["lead"])),
        (_("support"), words.joined(sheet["support"]) if sheet["support"] else ""),
        (_("state"), words.word(words.STATES, sheet["state"])),
        *life.facts(sheet),
        (_("due"), life.due(sheet)),
        (_("pace"), _pace(sheet["pace"])),
        (_("forecast"), forecasts.foreseen(sheet["forecast"])),
        (_("month by month"), months.strip(sheet["months"])),
        (_("summary"), sheet["summary"]),
        (_("note"), sheet["note"]),
    ]


def _pace(pace: Sheet) -> str:
    basis = words.word(words.BASES, pace["basis"])
    if pace["to"] is None:
        return _("from {start}, {basis}").format(start=pace["from"], basis=basis)
    return _("{start} to {end}, {basis}").format(start=pace["from"], end=pace["to"], basis=basis)


def _put_targets(sheet: Sheet, said: Callable[[Sheet], str]) -> None:
    if not sheet["targets"]:
        return
    outlet.put(f"\n{_('Targets')}")
    rows = [target for target in sheet["targets"] if target["body"] is not None]
    for target in sheet["targets"]:
        if target["body"] is None:
            _put_target(target, said)
            _put_rows([row for row in rows if row["id"].startswith(f"{target['id']}.")])


def _put_target(target: Sheet, said: Callable[[Sheet], str]) -> None:
    name = f"{target['label']}{target['metric']}"
    asked = _("{metric}: {target}").format(metric=name, target=reasons.wanted(target))
    outlet.put(f"  {target['id']}  {outlet.one_line(asked)}{_baseline(target)}")
    outlet.put(f"      {_figures(target)}")
    outlet.put(f"      {said(target)}", target["light"])
    if target["printed"] is not None:
        outlet.put("      " + _("computed {computed}, the paper prints {printed}").format(
            computed=target["value"], printed=target["printed"]
        ))
    if target["differing"]:
        told = words.joined([f"{each['body'] or '-'} {each['value']}{target['unit']}" for each in target["differing"]])
        outlet.put("      " + _("reported differently for the same day: {values}").format(values=told))


def _baseline(target: Sheet) -> str:
    if target["baseline"] is not None:
        return _(" (from {value}{unit})").format(value=target["baseline"], unit=target["unit"])
    if target["baseline_year"] is not None:
        return _(" (against {year})").format(year=target["baseline_year"])
    return ""


def _figures(target: Sheet) -> str:
    """Latest value with its day, share, gap and due day."""
    parts = []
    if target["latest"] is not None:
        parts.append(_("latest {value}{unit} ({day})").format(
            value=target["latest"], unit=target["unit"], day=target["latest_as_of"]
        ))
    if told := life.verified(target):
        parts.append(told)
    if target["rows"]:
        parts.append(_("{reported}/{rows} reported").format(reported=target["rows_reported"], rows=target["rows"]))
    if target["progress"] is not None:
        parts.append(_("done {share}").format(share=words.percent(target["progress"])))
    if target["expected"] is not None:
        parts.append(_("due by now {share}").format(share=words.percent(target["expected"])))
    if target["gap"] is not None:
        parts.append(_("gap {points}").format(points=words.points(target["gap"])))
    if target["due"]:
        parts.append(_("due {day}").format(day=target["due"]))
    return words.joined(parts)


def _put_rows(rows: list[Sheet]) -> None:
    """The rows of a split by the share they have done, the furthest first; silent ones last."""
    shares = sorted((row["progress"] for row in rows if row["latest"] is not None), reverse=True)
    for row in sorted(rows, key=lambda row: (row["latest"] is None, -(row["progress"] or 0))):
        if row["latest"] is None:
            told = _("not reported")
            rank = " -"
        else:
            told = f"{row['latest']}{row['unit']}  {words.percent(row['progress'])}  {row['latest_as_of']}"
            rank = f"{shares.index(row['progress']) + 1:>2}"
        outlet.put(f"      {rank}  {row['id']}  {row['body']}  {row['value']}{row['unit']}  {told}")


def _put_duties(heading: str, duties: list[Sheet], sheet: Sheet, said: Callable[[Sheet], str]) -> None:
    """Milestones or recurrences, each with its light, its days and its reason."""
    if duties:
        outlet.put(f"\n{heading}")
    for duty in duties:
        bodies = f" [{words.joined(duty['bodies'])}]" if duty["bodies"] and duty["bodies"] != sheet["lead"] else ""
        outlet.put(f"  {duty['id']}  {outlet.one_line(duty.get('label', '') + duty['what'])}{bodies}")
        if told := [part for part in _days(duty) if part]:
            between = _("; ")
            outlet.put(f"      {between.join(told)}")
        outlet.put(f"      {said(duty)}", duty["light"])


def _days(duty: Sheet) -> list[str]:
    if "rule" not in duty:
        due = _("due {day}").format(day=duty["due"]) if duty["due"] else ""
        done = _("done on {day}").format(day=duty["done_on"]) if duty["done_on"] else ""
        return [due, done]
    after = ""
    if duty["after"]:
        after = _("{span} after").format(span=words.span(duty["after"], duty["after_unit"]))
    by_rule = duty.get("by_rule")
    return [
        f"{rules.said(duty['rule'])} {after}".strip(),
        words.word(grounds.SHIFTS, duty["shift"]) if "shift" in duty else "",
        _("{day} by the rule").format(day=by_rule) if by_rule else "",
        _("next {day}").format(day=duty["next"]) if duty["next"] else "",
        _("missed {day}").format(day=duty["missed"]) if duty["missed"] else "",
        _("last done {day}").format(day=duty["last_done"]) if duty["last_done"] else "",
    ]
