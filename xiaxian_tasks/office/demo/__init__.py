"""A ledger for practice (演示台账): the bundled plans with a year of made-up reports, by the office's own doors.

Nothing in it comes by chance: what is drawn is drawn from a hash of the task's id, so that two demos hold the same
entries with the same hashes. The people stand in plans/demo/people.toml. Reasons: docs/decisions/0014.
"""
