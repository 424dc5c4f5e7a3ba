"""Paper out (文书): one writer each, which makes bytes from values. No clock, no paths, no store."""

from xiaxian_tasks.documents._names import file_name

__all__ = ["file_name"]
