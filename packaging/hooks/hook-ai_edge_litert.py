"""Only the interpreter of ``ai_edge_litert``: its converters and accelerators are not used."""

hiddenimports = ["ai_edge_litert.interpreter"]
