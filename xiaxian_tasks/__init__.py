"""The ledger, board and calendar of a county supervision office (督查室)."""

__version__ = "0.1.0"
