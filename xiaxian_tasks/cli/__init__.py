"""The command line (命令行): asks the office, speaks the user's language. Results go to stdout, talk to stderr.

One noun, one file; a command's file is imported when the command is called.
"""
