"""Official text -> draft tasks (pure): a grammar with source offsets and doubts."""

from xiaxian_tasks.reading.draft import DOUBTS, DraftTarget, DraftTask, Source, document
from xiaxian_tasks.reading.head import Head, head_of
from xiaxian_tasks.reading.read import read

__all__ = ["DOUBTS", "DraftTarget", "DraftTask", "Head", "Source", "document", "head_of", "read"]
