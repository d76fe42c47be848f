"""Print what a poetry.lock pins as requirements for pip: locked.py FILE [--without NAME]..."""

import argparse
import tomllib

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("--without", action="append", default=[])
asked = parser.parse_args()
with open(asked.file, "rb") as file:
    for package in tomllib.load(file)["package"]:
        if package["name"] not in asked.without:
            print(f"{package['name']}=={package['version']}")
