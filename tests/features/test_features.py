"""Every scenario of features/ is a test; the steps stand in conftest.py."""

from pytest_bdd import scenarios

scenarios("../../features")
