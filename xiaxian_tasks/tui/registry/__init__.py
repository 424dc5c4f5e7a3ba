"""What can be done on the screen, a file for each place; `tui.acts` joins them."""
