"""The feed server: why it does not begin."""

from xiaxian_tasks.language import N_

SENTENCES: dict[str, str | tuple[str, ...]] = {
    "address-taken": N_("Another program listens at {host}:{port} already. Stop it, or name another port with --port."),
    "cannot-listen": N_("It cannot listen at {host}:{port}: {why}."),
    "no-such-address": N_("“{host}” is no address of this machine."),
    "bad-prefix": N_("“{text}” is no beginning of a path. Write it as /calendar."),
    "bad-proxy": N_("“{text}” is no address of a machine. Write the proxy's as 127.0.0.1 or ::1."),
    "no-ledger": N_("There is no ledger at {place}. Name it with --db, or begin one with: xiaxian load"),
    "extra-missing": N_("This needs more libraries: pip install 'xiaxian-tasks[{extra}]'"),
}
