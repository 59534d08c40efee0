"""The whole way on a clip that is made on the spot: ``synctalk demo``."""

from synctalk_engine.demo.run_demo import demo

__all__ = ["demo"]
