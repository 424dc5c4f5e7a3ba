"""The revisions, oldest first. A new one raises schema.CURRENT by one."""
