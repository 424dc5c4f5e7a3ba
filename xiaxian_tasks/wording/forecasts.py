"""Forecasts -> sentences: the finish with its interval or why there is none, and the pace still needed."""

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
    if forecast["needed"] is None:
        return text
    each = _("{amount}{unit} each working day are needed").format(amount=forecast["needed"], unit=forecast["unit"])
    return _("{forecast}; {needed}").format(forecast=text, needed=each)


def _finish(forecast: dict[str, Any]) -> str:
    if forecast["earliest"] is None or forecast["latest"] is None:
        return _("reached about {finish}").format(finish=forecast["finish"])
    if forecast["earliest"] == forecast["latest"]:
        return _("reached about {finish}").format(finish=forecast["finish"])
    return _("reached about {finish} ({earliest} to {latest})").format(
        finish=forecast["finish"], earliest=forecast["earliest"], latest=forecast["latest"]
    )
