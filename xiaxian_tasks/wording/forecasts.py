"""Forecasts -> sentences: the finish with its interval or why there is none, the pace still needed and the achieved."""

from datetime import date
from typing import Any

from xiaxian_tasks.language import N_, _

REASONS = {
    "too-few-readings": N_("not foreseen: fewer than three readings"),
    "not-rising": N_("not foreseen: the readings do not rise"),
    "too-far": N_("at this pace not within two years of its due day"),
    "overtaken": N_("at its old pace it would be reached by now; newer readings are missing"),
}


def foreseen(forecast: dict[str, Any] | None) -> str:
    """One line of a forecast; empty where there is none."""
    if forecast is None:
        return ""
    code = forecast["reason"]
    text = _(REASONS[code]) if code else _finish(forecast)
    return _("; ").join(filter(None, (text, _needed(forecast), _achieved(forecast))))


def _needed(forecast: dict[str, Any]) -> str:
    if forecast["needed"] is None:
        return ""
    return _("{amount}{unit} each working day are needed").format(amount=forecast["needed"], unit=forecast["unit"])


def _achieved(forecast: dict[str, Any]) -> str:
    """What each working day brought of late: over how many days, and up to which."""
    if forecast["achieved"] is None:
        return ""
    last = date.fromisoformat(forecast["achieved_to"])
    days = (last - date.fromisoformat(forecast["achieved_from"])).days
    return _("{amount}{unit} a working day were done in the {days} days up to {last}").format(
        amount=forecast["achieved"], unit=forecast["unit"], days=days, last=last
    )


def _finish(forecast: dict[str, Any]) -> str:
    if forecast["earliest"] is None or forecast["latest"] is None:
        return _("reached about {finish}").format(finish=forecast["finish"])
    if forecast["earliest"] == forecast["latest"]:
        return _("reached about {finish}").format(finish=forecast["finish"])
    return _("reached about {finish} ({earliest} to {latest})").format(
        finish=forecast["finish"], earliest=forecast["earliest"], latest=forecast["latest"]
    )
