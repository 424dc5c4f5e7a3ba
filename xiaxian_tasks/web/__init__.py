"""The feed server (订阅服务): calendars and a page for people over HTTP, for whoever holds a token."""
