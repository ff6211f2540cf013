"""The screens: each holds the state of what it shows, and hands it down to its panes."""
