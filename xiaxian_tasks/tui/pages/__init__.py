"""The full screens (页面), one to a file, each imported when it is first shown."""
