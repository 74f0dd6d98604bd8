"""Compilation of numeric code: kept on disk, and free of the interpreter's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np

Function = TypeVar("Function", bound=Callable[..., object])

whole = cast(Callable[[int], int], np.int64)
"""A constant as a plain whole number. A constant as an argument is a type of its own, for which numba
compiles the callee anew; so is what a loop begins with."""

truth = cast(Callable[[bool], bool], np.bool_)
"""The same for true and false."""


def compiled(function: Function) -> Function:
    """The function, compiled when it is first called with arguments of new types; `py_func` is its plain
    form."""
    return cast(Function, numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def inlined(function: Function) -> Function:
    """The function, compiled into those that call it: for what loops call with a whole model at hand.

    A call hands over every array of its arguments; in an inner loop that costs more than what is done there.
    """
    made = numba.njit(cache=True, nogil=True, error_model="numpy", inline="always")(function)
    return cast(Function, made)
