"""Damaged files by the thousand: whatever reads foreign data gives a value or one sentence.

``python -m tests.fuzz.run --minutes 60`` tries them and prints statistics. pytest collects nothing
here; a few inputs of each kind are tried by ``tests/engine/test_fuzz_smoke.py``.
"""
