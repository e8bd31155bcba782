#!/usr/bin/env python3
"""Completes the bill of materials of a release, and writes the licenses of what the release contains.

complete-bom.py BOM LICENSES PACKAGES DEPS...

The CycloneDX tool lists the packages of the project. It does not know the .NET runtime, which a self-contained program contains, nor licenses that a
package has as a file. BOM is changed in place. LICENSES is written. PACKAGES is NuGet's folder of packages. Each DEPS is the deps.json of one platform,
which the build has written.
"""
import base64
import html
import json
import pathlib
import re
import sys

RUNTIME = "runtimepack."
LICENSE_FILE = re.compile(r"(licen[cs]e|copying|notices?|third-party-notices)(\.(txt|md|lesser))?$", re.IGNORECASE)

MIT = """{copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to
deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
"""

POSTGRESQL = """{copyright}

Permission to use, copy, modify, and distribute this software and its documentation for any purpose, without fee, and without a written agreement is
hereby granted, provided that the above copyright notice and this paragraph and the following two paragraphs appear in all copies.

IN NO EVENT SHALL THE COPYRIGHT HOLDERS BE LIABLE TO ANY PARTY FOR DIRECT, INDIRECT, SPECIAL, INCIDENTAL, OR CONSEQUENTIAL DAMAGES, INCLUDING LOST
PROFITS, ARISING OUT OF THE USE OF THIS SOFTWARE AND ITS DOCUMENTATION, EVEN IF THE COPYRIGHT HOLDERS HAVE BEEN ADVISED OF THE POSSIBILITY OF SUCH
DAMAGE.

THE COPYRIGHT HOLDERS SPECIFICALLY DISCLAIM ANY WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A
PARTICULAR PURPOSE. THE SOFTWARE PROVIDED HEREUNDER IS ON AN "AS IS" BASIS, AND THE COPYRIGHT HOLDERS HAVE NO OBLIGATIONS TO PROVIDE MAINTENANCE,
SUPPORT, UPDATES, ENHANCEMENTS, OR MODIFICATIONS.
"""


def folder_of(packages, name, version):
    return packages / name.lower() / version


def nuspec_of(packages, name, version):
    return (folder_of(packages, name, version) / f"{name.lower()}.nuspec").read_text(encoding="utf-8-sig")


def tag(nuspec, name):
    found = re.search(rf"<{name}(?: [^>]*)?>([^<]*)</{name}>", nuspec)
    return html.unescape(found.group(1).strip()) if found else ""


def license_of_file(text):
    """The SPDX identifier of a license that a package has as a file. Hangfire may be used under one of several; this is the free one."""
    if "LGPL" in text:
        return "LGPL-3.0-or-later" if "any later version" in text else "LGPL-3.0-only"
    raise ValueError("its license is not known to complete-bom.py")


def licenses_of(packages, name, version):
    nuspec = nuspec_of(packages, name, version)
    file = re.search(r'<license type="file">([^<]*)</license>', nuspec)
    if file:
        return license_of_file((folder_of(packages, name, version) / file.group(1)).read_text(encoding="utf-8-sig"))
    expression = re.search(r'<license type="expression">([^<]*)</license>', nuspec)
    if expression:
        return expression.group(1)
    raise ValueError("it names no license")


def runtime_component(packages, name, version):
    nuspec = nuspec_of(packages, name, version)
    checksum = (folder_of(packages, name, version) / f"{name.lower()}.{version}.nupkg.sha512").read_text().strip()
    return {
        "type": "framework",
        "bom-ref": f"pkg:nuget/{name}@{version}",
        "authors": [{"name": tag(nuspec, "authors")}],
        "name": name,
        "version": version,
        "description": tag(nuspec, "description"),
        "scope": "required",
        "hashes": [{"alg": "SHA-512", "content": base64.b64decode(checksum).hex().upper()}],
        "licenses": [{"license": {"id": licenses_of(packages, name, version)}}],
        "copyright": tag(nuspec, "copyright"),
        "purl": f"pkg:nuget/{name}@{version}",
    }


def shipped(deps_files):
    """What the programs contain: names and versions."""
    found = set()
    for file in deps_files:
        for library, facts in json.loads(pathlib.Path(file).read_text(encoding="utf-8")).get("libraries", {}).items():
            if facts["type"] in ("package", "runtimepack"):
                name, version = library.split("/")
                found.add((name.removeprefix(RUNTIME), version, facts["type"]))
    return sorted(found, key=lambda one: one[0].lower())


def complete(bom, packages, libraries):
    known = {component["bom-ref"] for component in bom["components"]}
    application = next(entry for entry in bom["dependencies"] if entry["ref"] == bom["metadata"]["component"]["bom-ref"])
    for name, version, kind in libraries:
        if kind == "runtimepack" and f"pkg:nuget/{name}@{version}" not in known:
            component = runtime_component(packages, name, version)
            bom["components"].append(component)
            bom["dependencies"].append({"ref": component["bom-ref"]})
            application.setdefault("dependsOn", []).append(component["bom-ref"])
    for component in bom["components"]:
        if not component.get("licenses"):
            component["licenses"] = [{"license": {"id": licenses_of(packages, component["name"], component["version"])}}]
    missing = [name for name, version, _ in libraries if not any(one["name"] == name and one["version"] == version for one in bom["components"])]
    if missing:
        raise ValueError(f"the bill of materials lacks {', '.join(missing)}")
    bom["components"].sort(key=lambda component: component["name"].lower())


def license_text(packages, libraries):
    """The licenses of all libraries. A text that several of them have is written once."""
    entries, texts = [], {}
    for name, version, _ in libraries:
        nuspec, identifier = nuspec_of(packages, name, version), licenses_of(packages, name, version)
        copyright_line = tag(nuspec, "copyright") or f"Copyright (c) {tag(nuspec, 'authors')}"
        own = {
            file.name: file.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n").strip()
            for file in sorted(folder_of(packages, name, version).iterdir())
            if file.is_file() and LICENSE_FILE.match(file.name)
        }
        if not any(not file.lower().startswith(("notice", "third")) for file in own):
            if identifier == "MIT":
                own["MIT"] = MIT.format(copyright=copyright_line).strip()
            elif identifier == "PostgreSQL":
                own["PostgreSQL"] = POSTGRESQL.format(copyright=copyright_line).strip()
        numbers = [texts.setdefault(text, len(texts) + 1) for text in own.values()]
        entries.append((name, version, identifier, copyright_line, tag(nuspec, "projectUrl"), numbers))

    # Packages with only the name of a license get the text that another package has.
    apache = next((number for text, number in texts.items() if re.match(r"\s*Apache License\s+Version 2\.0", text)), None)
    lesser = [number for text, number in texts.items() if re.match(r"\s*GNU (LESSER )?GENERAL PUBLIC LICENSE", text)]
    lines = ["Dixa Webhooks contains the following software of others. The numbers name the texts below.", ""]
    for name, version, identifier, copyright_line, url, numbers in entries:
        if "Apache-2.0" in identifier and apache:
            numbers = sorted({*numbers, apache})
        if "LGPL" in identifier:
            numbers = sorted({*numbers, *lesser})
        if not numbers:
            raise ValueError(f"there is no text for the license {identifier} of {name}")
        lines += [f"{name} {version}", f"  License: {identifier} ({', '.join(f'text {number}' for number in numbers)})", f"  {copyright_line}"]
        lines += [f"  {url}", ""] if url else [""]
    for text, number in texts.items():
        lines += ["=" * 80, f"Text {number}", "=" * 80, "", text, ""]
    return "\n".join(lines)


def main(bom_file, licenses_file, packages_folder, *deps_files):
    bom_path, packages, libraries = pathlib.Path(bom_file), pathlib.Path(packages_folder), shipped(deps_files)
    bom = json.loads(bom_path.read_text(encoding="utf-8"))
    complete(bom, packages, libraries)
    bom_path.write_text(json.dumps(bom, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    pathlib.Path(licenses_file).write_text(license_text(packages, libraries), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except (OSError, ValueError) as error:
        sys.exit(f"complete-bom.py: {error}")
