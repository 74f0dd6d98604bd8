"""The core in an environment that holds the product, attrs, and nothing else."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

# Run by the bare environment's own interpreter: imports every module of the core.
WALK = """
import importlib, json, pkgutil
from importlib.metadata import distributions
import planning_core

def fail(name):
    raise ImportError(name)

names = [info.name for info in pkgutil.walk_packages(planning_core.__path__, "planning_core.", fail)]
for name in names:
    importlib.import_module(name)
print(json.dumps({
    "modules": sorted(["planning_core", *names]),
    "distributions": sorted(d.name.lower() for d in distributions()),
}))
"""


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's wheel, built with the build tools of this environment."""
    target = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target)], repository)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bare_python(wheel: Path, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment in which only the wheel was asked for."""
    folder = tmp_path_factory.mktemp("bare")
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)], folder)
    python = folder / "bin" / "python"
    install = [uv(repository), "pip", "install", "-q", "--python", str(python), str(wheel)]
    # What `make setup` downloaded is in uv's cache; only a machine that cleared it needs the network.
    offline = subprocess.run([*install, "--offline"], cwd=folder, capture_output=True, check=False)
    if offline.returncode != 0:
        run(install, folder)
    return python


def uv(repository: Path) -> str:
    """The uv that `make setup` used."""
    return shutil.which("uv") or str(repository / ".tools" / "bin" / "uv")


def run(command: list[str], folder: Path) -> str:
    """The standard output of a command; fails the test with all it said when it does not end well."""
    outside = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    result = subprocess.run(command, cwd=folder, env=outside, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def modules_of(package: Path) -> list[str]:
    """The dotted names of the modules in a package's folder."""
    files = (path.relative_to(package.parent).with_suffix("") for path in package.rglob("*.py"))
    return sorted(".".join(path.parts).removesuffix(".__init__") for path in files)


def test_core_imports_in_a_bare_environment(bare_python: Path, tmp_path: Path) -> None:
    output = run(
        [str(bare_python), "-I", "-c", "import planning_core; print(planning_core.__name__)"], tmp_path
    )

    assert output == "planning_core\n"


def test_every_module_of_the_core_imports_with_attrs_alone(
    bare_python: Path, repository: Path, tmp_path: Path
) -> None:
    found = json.loads(run([str(bare_python), "-I", "-W", "error", "-c", WALK], tmp_path))

    assert found == {
        "modules": modules_of(repository / "planning_core"),
        "distributions": ["attrs", "planning-pro"],
    }


@pytest.mark.parametrize("package", ["planning_core", "adapters", "entrypoints", "contracts"])
def test_wheel_says_that_a_package_is_typed(package: str, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        marks = [
            name
            for name in archive.namelist()
            if name.startswith(f"{package}/") and name.endswith("py.typed")
        ]

    assert marks == [f"{package}/py.typed"]


def test_wheel_carries_its_licence(wheel: Path, repository: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/licenses/LICENSE"))
        text = archive.read(name).decode()

    assert text == (repository / "LICENSE").read_text(encoding="utf-8")


def test_wheel_holds_the_built_page_and_nothing_that_it_is_built_from(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        page = [PurePosixPath(n) for n in archive.namelist() if n.startswith("entrypoints/timeline/")]
        index = archive.read("entrypoints/timeline/dist/index.html").decode()

    asked_for = {f"entrypoints/timeline/dist{path}" for path in re.findall(r'(?:src|href)="(/[^"]+)"', index)}
    assert {path.parts[:3] for path in page} == {("entrypoints", "timeline", "dist")}
    assert [path for path in asked_for if PurePosixPath(path) not in page] == []
    assert any(path.endswith(".js") for path in asked_for)


def test_source_distribution_holds_what_the_page_is_built_from(repository: Path, tmp_path: Path) -> None:
    run([sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path)], repository)
    (built,) = tmp_path.glob("*.tar.gz")

    with tarfile.open(built) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    page = "entrypoints/timeline"
    needed = {"hatch_build.py", "contracts/openapi.json", f"{page}/index.html", f"{page}/package-lock.json"}
    needed |= {f"{page}/.npmrc", f"{page}/src/main.tsx", f"{page}/vite.config.ts"}
    assert needed - names == set()
    assert [name for name in names if "node_modules" in name or name.startswith(f"{page}/dist")] == []
