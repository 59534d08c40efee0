"""Takes the place of PyInstaller's own hook: only what HuBERT needs of several hundred models.

The package finds its models by listing the folders of their source files, so those are kept.
"""

from pathlib import Path

from PyInstaller.utils.hooks import copy_metadata, get_package_paths

KEPT_MODELS = ("auto", "hubert")
CHECKED_AT_IMPORT = (
    *("filelock", "huggingface-hub", "numpy", "packaging", "pyyaml", "regex"),
    *("safetensors", "tokenizers", "tqdm", "torch"),
)
"""Distributions whose versions are looked up while the package is imported."""

_models = Path(get_package_paths("transformers")[1]) / "models"
excludedimports = [
    f"transformers.models.{folder.name}"
    for folder in _models.iterdir()
    if folder.is_dir() and folder.name not in KEPT_MODELS
]
hiddenimports = ["transformers.models.hubert.modeling_hubert"]
datas = [entry for name in CHECKED_AT_IMPORT for entry in copy_metadata(name)]
module_collection_mode = "pyz+py"
