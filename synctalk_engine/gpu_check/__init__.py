"""``python dev.py gpu-check``: what this machine's GPU (or CPU) does with every preset."""
