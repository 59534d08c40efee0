"""Takes the place of PyInstaller's own hook: without headers, tests and build tools.

torch reads its own source while it is imported (for TorchScript), so that is kept beside the code.
"""

from pathlib import Path

from PyInstaller.utils.hooks import (
    PY_DYLIB_PATTERNS,
    collect_data_files,
    collect_dynamic_libs,
    collect_submodules,
    get_package_paths,
)

UNUSED = (
    # torch's own tests; some of their helpers are used
    "torch.testing._internal.opinfo",
    "torch.testing._internal.generated",
    "torch.testing._internal.codegen",
    "torch.utils.benchmark",
    "torch.utils.tensorboard",  # needs tensorboard, which is not there
    "torch.utils.bottleneck",
    "torch.utils.hipify",  # builds extensions
    "torch.distributed.elastic.rendezvous.etcd",
)


_FOLDER = Path(get_package_paths("torch")[1])


def _is_used(name: str) -> bool:
    return not name.startswith(UNUSED)


hiddenimports = collect_submodules("torch", filter=_is_used)
excludedimports = ["torch.utils.tensorboard"]
datas = collect_data_files("torch", includes=["**/*.json", "**/*.txt", "**/*.yaml", "**/*.jinja"])
binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
# torch will not be imported without it, though only DataLoader's workers would start it
binaries += [(str(path), "torch/bin") for path in (_FOLDER / "bin").glob("torch_shm_manager*")]
module_collection_mode = "pyz+py"
warn_on_missing_hiddenimports = False
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
