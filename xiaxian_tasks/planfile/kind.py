"""What a TOML file beside the program is: a plan, a list of bodies or a notice of holidays."""

import tomllib


def kind_of(source: bytes) -> str:
    """"plan", "bodies" or "holidays"; whatever cannot be read is taken for a plan, whose reader says what is wrong."""
    try:
        document = tomllib.loads(source.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return "plan"
    if "tasks" in document or "task" in document or "id" in document:
        return "plan"
    if "bodies" in document or "body" in document:
        return "bodies"
    return "holidays" if "year" in document and ("off" in document or "worked" in document) else "plan"
