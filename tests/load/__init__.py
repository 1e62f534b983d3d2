"""What the house carries: figures with their ratios. `make load` or `python -m tests.load.run [name …]`."""
