"""The feed server, reached over a real port."""
