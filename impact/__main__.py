"""`python -m impact`."""

import sys
from importlib.abc import MetaPathFinder


class _NoPandas(MetaPathFinder):
    """No command uses pandas, but pyarrow loads it with its first array: a quarter of every start."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


sys.meta_path.insert(0, _NoPandas())

from impact.cli.main import main  # noqa: E402  (after the line above, which is its point)

sys.exit(main())
