"""`python -m tui_reader` is `gossip-reader`."""

from tui_reader.cli import run

if __name__ == "__main__":
    run()
