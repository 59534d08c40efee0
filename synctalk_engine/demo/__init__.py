"""The whole way on a clip that is made on the spot: ``synctalk demo``."""
