"""Wells to be closed, and their story told as far as each stage."""

from tests.domain.ledger import target, task
from tests.domain.telling import FARM, WATER

WELLS = task(target("reach", "15", "眼", metric="封井"), lead=(WATER,), support=(FARM,))
ALONE = WELLS._replace(support=())
TWO_LEADS = WELLS._replace(lead=(WATER, FARM), support=())

FULL = "2023-10-08 director way full\n"
REGISTERED = FULL + "2023-10-08 director register 2023-001\n"
SENT = REGISTERED + "2023-10-09 director dispatch 县水利局,县农业农村局\n"
SIGNED = SENT + "2023-10-10 liaison receive\n2023-10-10 farm-liaison receive\n"
AT_WORK = SIGNED + "2023-10-31 liaison report 12眼 with photo\n"
ASKED = AT_WORK + "2023-11-20 liaison report 15眼\n2023-11-20 head request\n"
ACCEPTED = ASKED + "2023-11-22 supervisor accept 县水利局,县农业农村局\n"
CLOSED = ACCEPTED + "2023-11-24 director close\n"
LOOKED_BACK = CLOSED + "2024-02-20 supervisor recheck relapsed 13\n"
REOPENED = LOOKED_BACK + "2024-02-21 director reopen\n"
SUSPENDED = AT_WORK + "2023-11-01 director suspend because frost\n"
