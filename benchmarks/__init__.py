"""What the product promises in time and memory, measured: `python -m benchmarks`.

Each number stands beside its target and beside something measured in the same run, because an
absolute time says as much about the machine as about the product.
"""
