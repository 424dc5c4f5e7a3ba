"""The themes: what colour each named style has, in each of them."""

NAMES = ("dark", "light", "contrast", "ansi-dark", "ansi-light", "none")
"""Dark and light ground, both at full contrast (高对比), the terminal's own sixteen colours on dark and light, and none
at all (as NO_COLOR asks)."""
