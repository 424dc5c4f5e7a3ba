"""The feed server as a WSGI application: which path is what, and what each request is answered."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from time import perf_counter
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from xiaxian_tasks.errors import Stale, StoreFault
from xiaxian_tasks.web import answers, logs
from xiaxian_tasks.web.quota import Quota

if TYPE_CHECKING:
    from xiaxian_tasks.assemble.serving import Hatch
    from xiaxian_tasks.domain.subscriptions import Subscription

HEALTH, CALENDAR, PAGE = "health", "calendar", "page"

PATHS = Map(
    [Rule("/healthz", endpoint=HEALTH), Rule("/f/<token>.ics", endpoint=CALENDAR), Rule("/f/<token>", endpoint=PAGE)],
    merge_slashes=False,  # it would send a token back in an address
).bind("")

Environ = dict[str, Any]
Begin = Callable[..., Any]


class App:
    """Hands out what a token opens. `url` is where the server is reached from outside, "" for what a request says."""

    def __init__(self, hatch: "Hatch", quota: Quota, *, url: str = "") -> None:
        self._hatch = hatch
        self._quota = quota
        self._url = url.rstrip("/")

    def __call__(self, environ: Environ, begin: Begin) -> Iterable[bytes]:
        """Answer one request, log it, and never raise: the server would log the path."""
        began, request = perf_counter(), Request(environ)
        found: list[Subscription] = []
        try:
            answer = self._answer(request, found)
        except (StoreFault, Stale) as fault:
            logs.FAULTS.warning("503 %s", fault.code)
            answer = answers.away()
        except Exception:  # noqa: BLE001  # whatever broke, the client is to keep what it has
            logs.FAULTS.exception("503")
            answer = answers.away()
        spent = 1000 * (perf_counter() - began)
        size = 0 if _is_bare(request, answer) else answer.calculate_content_length() or 0
        told = logs.Line(request.method, answer.status_code, size, spent, found[0].id if found else "-")
        logs.ACCESS.info(told.text)
        return answer(environ, begin)

    def _answer(self, request: Request, found: "list[Subscription]") -> Response:
        """The answer; whose token it was goes into `found`."""
        if request.method not in answers.METHODS:
            return answers.not_allowed()
        endpoint, token = _meant(request)
        if endpoint == HEALTH:
            self._hatch.look()
            return answers.well()
        address = request.remote_addr or ""
        subscription = self._hatch.found(token)  # for every path alike, so that none answers sooner
        if subscription is None or not endpoint:
            if self._quota.is_spent(address):  # who holds a token is served, whoever else comes from that address
                return answers.too_many()
            self._quota.miss(address)
            return answers.not_found()
        found.append(subscription)
        if not self._quota.fetch(subscription.hash):
            return answers.too_many()
        return self._handed(request, endpoint, token, subscription)

    def _handed(self, request: Request, endpoint: str, token: str, subscription: "Subscription") -> Response:
        if endpoint == PAGE:
            return answers.page(self._hatch.page(subscription, f"{self._base(request)}/f/{token}.ics"))
        answer = answers.calendar(request, self._hatch.calendar(subscription))
        agent = request.user_agent.string
        answer.call_on_close(lambda: self._note(subscription, agent))
        return answer

    def _note(self, subscription: "Subscription", agent: str) -> None:
        """Note who fetched, once the answer is out; it is well, whatever comes of that."""
        try:
            self._hatch.saw(subscription, agent)
        except Exception:  # noqa: BLE001  # the server would log the path
            logs.FAULTS.exception("not noted")

    def _base(self, request: Request) -> str:
        """Where the server is reached: as it was told, else as the request, or the trusted proxy, says."""
        return self._url or request.url_root.rstrip("/")


def _meant(request: Request) -> tuple[str, str]:
    """What a path asks for, and the token in it; "" and "" for any other path."""
    try:
        endpoint, named = PATHS.match(request.path, method="GET")
    except HTTPException:
        return "", ""
    return endpoint, named.get("token", "")


def _is_bare(request: Request, answer: Response) -> bool:
    return request.method == "HEAD" or answer.status_code == HTTPStatus.NOT_MODIFIED
