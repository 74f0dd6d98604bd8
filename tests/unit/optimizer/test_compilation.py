"""Compiling the engine beside everything else: begun once, known when it is over, ended with its process."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.solver.compilation import Compilation, stamp
from adapters.solver.compile import forget
from tests.conftest import REPOSITORY

LONG = (sys.executable, "-c", "import time; time.sleep(2)")
SHORT = (sys.executable, "-c", "pass")


def soon(what: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Whether something comes about."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.02)
    return False


def test_what_is_compiled_is_ready_and_nothing_is_begun() -> None:
    compilation = Compilation(("no such command",), is_done=lambda: True)

    assert not compilation.begin()
    assert compilation.ready()


def test_it_is_begun_once_and_ready_when_it_is_over() -> None:
    compilation = Compilation(SHORT, is_done=lambda: False)

    assert [compilation.begin(), compilation.begin()] == [True, False]
    assert soon(compilation.ready)


def test_it_is_not_ready_as_long_as_it_goes_on() -> None:
    compilation = Compilation(LONG, is_done=lambda: False)

    assert not compilation.ready()
    assert soon(compilation.ready)


def test_it_goes_on_when_who_began_it_is_over(tmp_path: Path) -> None:
    done = tmp_path / "done"
    late = f"import time; time.sleep(2); open({str(done)!r}, 'w')"
    code = (
        "import sys; from adapters.solver.compilation import Compilation;"
        f" print(Compilation((sys.executable, '-c', {late!r}), is_done=lambda: False).begin())"
    )

    said = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True
    )

    assert said.stdout.strip() == "True"
    assert not done.exists()
    assert soon(done.exists)


def test_what_cannot_be_begun_is_left_to_the_first_search() -> None:
    compilation = Compilation(("/no/such/command",), is_done=lambda: False)

    assert not compilation.begin()
    assert compilation.ready()


def test_other_sources_or_another_place_are_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = stamp()

    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))

    assert (stamp().parent, stamp().name) == (tmp_path, here.name)


def test_whether_it_is_compiled_is_known_without_loading_what_compiles() -> None:
    code = (
        "import sys; from adapters.solver.compilation import is_compiled; is_compiled();"
        " print('numba' in sys.modules, 'numpy' in sys.modules)"
    )

    said = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True
    )

    assert said.stdout.split() == ["False", "False"]


def test_what_was_compiled_of_other_sources_is_forgotten_and_what_a_compilation_left_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    ours, others = tmp_path / "solver_0a1b" / "search.move-1.nbi", tmp_path / "their_0a1b" / "a-1.nbi"
    for one in (ours, others):
        one.parent.mkdir()
        one.touch()

    forget()
    assert ours.exists()

    (tmp_path / "compiled-0123456789abcdef").touch()
    forget()
    assert not ours.exists()
    assert others.exists()
