"""The county told as lines: what the board shows beside today's decisions. Imported once it has been counted."""

from collections.abc import Iterator
from typing import NamedTuple

from xiaxian_tasks.language import _
from xiaxian_tasks.office.sight import Sheet
from xiaxian_tasks.tui import charts, speak
from xiaxian_tasks.tui.look import Line, length
from xiaxian_tasks.tui.width import cells, fit
from xiaxian_tasks.wording import post, queue, words

ENDS = 4
"""Bodies named at either end of the ranking; more where there is room beside a curve of full height."""


class Told(NamedTuple):
    """What is known of the county: series.of_county, past.long_past, lists.board, and standing.standings once it is
    there; a county too large for that names the bodies with most red instead."""

    series: Sheet
    past: list[Sheet]
    board: Sheet
    standing: Sheet | None = None


def compact(told: Told, why: list[Line], width: int, height: int) -> list[Line]:
    """All of it in a few lines, for a small screen: why the task under the cursor is here, this week beside the weeks
    before, how much is finished and foreseen, who stands where. More height gives the curve."""
    ends = [*_ends_line(told, width), *_unreachable(told, width), *_post(told, width)]
    below = [_outlook_line(told, _finished(told), width), *ends]
    rest = height - len(why) - len(below) - 1
    curve = charts.completion(told.series, width, rest - 7) if rest >= 7 + charts.LEAST else []
    week = _week_and_weeks(told, width, min(rest - len(curve), 7)) if rest >= 3 else []
    return [*why, *week, *_headed(_("Finished"), curve, width), *below][:height]


def week_pane(told: Told, width: int, height: int) -> list[Line]:
    """This week's due days beside what was finished in the weeks before."""
    return _week_and_weeks(told, width, height)


def county_pane(told: Told, width: int, height: int) -> list[Line]:
    """Lights against a week and a month ago, the curve of what is finished, and the two ends of the ranking."""
    series = told.series
    lines: list[Line] = [_lights_heading(series["months"][-1]["total"], width)]
    lines += charts.lights(series["months"][-1], [series["week_ago"], series["month_ago"]], width)
    lines += [*_unreachable(told, width), *_post(told, width)]
    rest = height - len(lines)
    ends = list(_ends(told, width, max(0, min(2 * ENDS + 1, rest - 12), rest - 22)))
    room = rest - len(ends) - 5
    curve = charts.completion(series, width, min(room, 14)) if room >= charts.LEAST else []
    lines += [[], *_headed(_("Finished"), [*curve, _outlook_line(told, [], width)], width)]
    if ends:
        lines += [[], *_headed(_standing_title(told), ends, width)]
    return lines[:height]


def past_line(past: list[Sheet]) -> Line:
    """What is long past, in one line; empty where nothing is."""
    if not past:
        return []
    counted = [f"{queue.name(each['class'])} {each['count']}{'+' if each['at_least'] else ''}" for each in past]
    since = min(each["since"] for each in past if each["since"])
    told = _("long past: {classes}, the oldest since {day}").format(classes=words.joined(counted), day=since)
    return [(f" {told}", "quiet")]


def _week_and_weeks(told: Told, width: int, height: int) -> list[Line]:
    """A heading and two halves side by side, in exactly `height` lines."""
    left = width // 2
    right = width - left
    days = told.series["due_days"]
    first = _("Due this week, {first} to {last}").format(first=days[0]["day"][5:], last=days[-1]["day"][5:])
    due = [*charts.week(days, left - 1), *_next(told.series["next_due"], left - 1)]
    weeks = charts.weeks(told.series["weeks"], right, height - 1)
    lines: list[Line] = [
        [(fit(f" {first}", left), "head"), (fit(" " + _("Finished by week (from Monday)"), right), "head")]
    ]
    for place in range(height - 1):
        half = due[place] if place < len(due) else [(" " * (left - 1), "base")]
        lines.append([*half, (" ", "base"), *(weeks[place] if place < len(weeks) else [])])
    return lines


def _next(found: Sheet | None, width: int) -> list[Line]:
    """The first day after this week on which something falls due."""
    if found is None:
        return []
    text = _("next: {tasks} on {day}").format(tasks=words.tasks(found["tasks"]), day=found["day"])
    return [[(fit(f" {text}", width), "quiet")]]


def _headed(title: str, body: list[Line], width: int) -> list[Line]:
    return [[(fit(f" {title}", width), "head")], *body] if body else []


def _lights_heading(total: int, width: int) -> Line:
    week, month = _("week"), _("mo.end")
    room = width - 2 * charts.CHANGE
    return [
        (fit(" " + _("Lights of {total} issued, against").format(total=total), room), "head"),
        (fit(week, charts.CHANGE, ">") + fit(month, charts.CHANGE, ">"), "head"),
    ]


def _finished(told: Told) -> Line:
    """How many tasks are finished, and how many were due."""
    now = told.series["months"][-1]
    if now["share"] is None:
        return []
    text = _("Issued {total}, finished {done} ({share}), fallen due {due}").format(
        done=now["done"], total=now["total"], share=speak.percent(now["share"]), due=speak.percent(now["due"])
    )
    return [(f" {text} ", "base")]


def _outlook_line(told: Told, line: Line, width: int) -> Line:
    """What the forecasts of the tasks that are not finished come to, behind a beginning."""
    found, line = told.series["outlook"], list(line)
    for code, style in (("on_time", "good"), ("at_risk", "base"), ("cannot", "warn"), ("unforeseen", "quiet")):
        name = _("not foreseen") if code == "unforeseen" else words.word(words.OUTLOOKS, code.replace("_", "-"))
        piece = f" {name} {found[code]} "
        if length(line) + cells(piece) <= width:
            line.append((piece, style))
    return line


def _unreachable(told: Told, width: int) -> list[Line]:
    """The bodies nobody can be reached for, in one line; none where there are none."""
    bodies = told.board["unreachable"]
    return [[(fit(" " + words.unreachable(bodies), width), "warn")]] if bodies else []


def _post(told: Told, width: int) -> list[Line]:
    """What is amiss with the post, in one line; none where nothing is."""
    said = post.of_alarm(told.board["post"])
    return [[(fit(" " + said, width), "warn")]] if said else []


def _ranked(told: Told) -> list[Sheet]:
    return [each for each in told.standing["bodies"] if each["rank"]] if told.standing else []


def _standing_title(told: Told) -> str:
    if told.standing is None:
        return _("Bodies with most red")
    return _("Standing of bodies, {first} to {last}").format(
        first=told.standing["first"][5:], last=told.standing["last"][5:]
    )


def _ends_line(told: Told, width: int) -> list[Line]:
    """The two ends of the ranking in one line; nothing before there is one."""
    ranked = _ranked(told)
    if not ranked:
        return []
    line: Line = [(" " + _("First"), "quiet")]
    count = min(3, (len(ranked) + 1) // 2)
    for each in ranked[:count]:
        line.append((f" {each['body']} {each['score']} ", "base"))
    last: Line = [("  " + _("Last"), "quiet")]
    for each in ranked[count:][-2:]:
        last.append((f" {each['body']} {each['score']} ", "base"))
    return [[*line, *last] if length(line) + length(last) <= width else [*line[:2], *last]]


def _ends(told: Told, width: int, rows: int) -> Iterator[Line]:
    """The two ends of the ranking, a body a line with its lights; of a county too large, those with most red."""
    lights = {row["body"]: row for row in told.board["bodies"]}
    ranked = _ranked(told)
    if not ranked:
        for row in told.board["bodies"][:rows]:
            if row["red"]:
                yield _body(row["body"], "", row, width)
        return
    whole = len(ranked) <= rows
    first = ranked if whole else ranked[: rows // 2]
    for each in first:
        yield _body(f"{each['rank']:>3} {each['body']}", each["score"], lights.get(each["body"]), width)
    if not whole and rows > 2:
        yield [("  ..", "quiet")]
        for each in ranked[-(rows - rows // 2 - 1):]:
            yield _body(f"{each['rank']:>3} {each['body']}", each["score"], lights.get(each["body"]), width)


def _body(name: str, score: str, counts: Sheet | None, width: int) -> Line:
    line: Line = [(fit(f" {name}", width - 20), "base"), (fit(score, 6, ">") + " ", "base")]
    for light in ("red", "yellow"):
        number = str(counts[light] or "") if counts else ""
        line += [(" " * (5 - len(number)), "base"), (f" {number}" if number else " ", light if number else "base")]
    return [*line, (" ", "base")]
