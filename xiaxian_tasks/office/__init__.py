"""The service both faces sit at. Bytes in, bytes out: no path, no socket and no SQL type is seen here.

`Office` says where one sits (the store), for which day and as whom; the modules beside it are functions on it:
`lists`, `sight`, `names` read; `record`, `adopt`, `cases` write; `feeds` makes what calendars need; `proof` verifies.
"""
