"""Runs Garimpo's benchmarks beside their peers.

Standard library only, except export.py, which runs in the environment of a peer.
"""
