"""Paper out (文书): one writer each, which makes bytes from values. No clock, no paths, no store."""
