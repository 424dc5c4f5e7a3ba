"""Days as papers for people say them (日子的说法): the weekday, and the working days left or gone by."""

from datetime import date

from xiaxian_tasks.domain.days import WorkDays

WEEKDAYS = "一二三四五六日"
"""From Monday on."""


def left(due: date, on: date, workdays: WorkDays) -> str:
    """The working days until a due day, or since; one of a year that is not announced yet is reckoned by weekdays."""
    if due == on:
        return "今天"
    if due < on:
        return f"已过{workdays.between(due, on)}个工作日"
    about = "约" if workdays.is_provisional(due) else ""
    return f"还有{about}{workdays.between(on, due)}个工作日"
