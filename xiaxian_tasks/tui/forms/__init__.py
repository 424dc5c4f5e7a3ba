"""What is asked over a screen: a report, a step, a choice, the palette."""
